// Shows how far a look through the archive is, the page anew once it is done, and ticks a whole page at once.
const PAUSE = 1500, PATIENCE = 20
const shown = document.querySelector("[data-progress]")
const all = document.querySelector("[data-all]")

async function follow(failures = 0) {
  let told = null
  try {
    const answer = await fetch(shown.dataset.progress, { headers: { Accept: "application/json" }, redirect: "error" })
    if (answer.ok) told = await answer.json()
  } catch { /* The server is starting again, or the session is over: the link on the page still works. */ }
  if (told && !told.working) return location.reload()
  if (told) tell(told)
  if (told || failures < PATIENCE) setTimeout(follow, PAUSE * (failures + 1), told ? 0 : failures + 1)
}

function tell({ told, done, total }) {
  const bar = shown.querySelector("progress"), text = shown.querySelector("[role=status]")
  bar.max = Math.max(total, 1)
  bar.value = done
  if (text.textContent !== told) text.textContent = told
}

if (shown) setTimeout(follow, PAUSE)

if (all) {
  all.closest("[hidden]").hidden = false
  all.addEventListener("change", () => {
    for (const one of document.querySelectorAll("input[name=change]")) one.checked = all.checked
  })
}
