// What a page of an article does for its reader beyond what it is: the language switch keeps the
// paragraph, its address is copied, and it is printed, by a button. All of it works without.
const keepPlace = () => {
  for (const link of document.querySelectorAll("a[hreflang], a[href^='?with=']")) {
    if (new URL(link.href).origin === location.origin) link.hash = location.hash
  }
}

const copier = document.querySelector("[data-copy]")
const address = document.querySelector(".tools__address input")

const copy = async () => {
  const told = copier.textContent
  address.select()
  await navigator.clipboard.writeText(address.value)
  copier.textContent = copier.dataset.done
  setTimeout(() => (copier.textContent = told), 2000)
}

if (copier && navigator.clipboard) {
  copier.hidden = false
  copier.addEventListener("click", copy)
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false
  button.addEventListener("click", () => print())
}
addEventListener("hashchange", keepPlace)
keepPlace()
