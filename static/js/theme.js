// The choice of the device's colours, light or dark. It stays in this browser, in no cookie;
// theme-early.js brings it to each page before anything is painted.
const KEY = "page-theme"
const CHOICES = ["light", "dark"]
const buttons = document.querySelectorAll("[data-theme-choice]")
const colours = [...document.querySelectorAll("meta[name=theme-color]")].map((meta) => [meta, meta.media])

const show = (chosen) => {
  if (chosen) document.documentElement.dataset.theme = chosen
  else delete document.documentElement.dataset.theme
  for (const button of buttons) button.setAttribute("aria-pressed", button.dataset.themeChoice === chosen)
  for (const [meta, media] of colours) meta.media = !chosen ? media : media.includes(chosen) ? "all" : "not all"
}

const keep = (chosen) => {
  try {
    if (chosen) localStorage.setItem(KEY, chosen)
    else localStorage.removeItem(KEY)
  } catch {
    // A browser may refuse its storage: then the choice holds for this page.
  }
}

for (const button of buttons)
  button.addEventListener("click", () => {
    keep(button.dataset.themeChoice)
    show(button.dataset.themeChoice)
  })
// Other tabs follow; a cleared storage has no key.
addEventListener("storage", ({ key, newValue }) => {
  if (key === KEY || key === null) show(CHOICES.includes(newValue) ? newValue : "")
})
show(document.documentElement.dataset.theme ?? "")
