// Previews at the desk: frames keep their place when language, width or version change and after a
// save, links in them open a tab of their own, addresses are copied, and a panel beside the form
// opens and closes. Without scripting the preview page works by its links.
const placeOf = (frame) => `preview-place ${frame.dataset.place}`

// A page that readers get may stand in no frame, so a link must not lead the frame there.
const openOutside = (event) => {
  const link = event.target.closest?.("a[href]")
  if (!link || link.getAttribute("href").startsWith("#")) return
  event.preventDefault()
  open(link.href, "_blank", "noopener")
}

const keepPlace = (frame) => {
  const { contentWindow: inside, contentDocument: page } = frame
  if (!page?.body || page.URL === "about:blank") return
  const room = () => page.documentElement.scrollHeight - inside.innerHeight
  inside.scrollTo({ top: room() * Number(sessionStorage.getItem(placeOf(frame)) ?? 0), behavior: "instant" })
  inside.addEventListener("scroll", () => {
    if (room() > 0) sessionStorage.setItem(placeOf(frame), inside.scrollY / room())
  })
  page.addEventListener("click", openOutside)
}

for (const frame of document.querySelectorAll(".desk-frame iframe")) {
  frame.addEventListener("load", () => keepPlace(frame))
  if (frame.contentDocument?.readyState === "complete") keepPlace(frame)
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy)
    field.select()
    try {
      await navigator.clipboard.writeText(field.value)
    } catch {
      document.execCommand("copy") // a page without TLS has no clipboard of the other kind
    }
    button.textContent = button.dataset.done
  })
}

// --- The panel beside the form ---------------------------------------------------
const MEMORY = "preview-panel"
const remembered = () => JSON.parse(localStorage.getItem(MEMORY) ?? "{}")
const remember = (chosen) => localStorage.setItem(MEMORY, JSON.stringify({ ...remembered(), ...chosen }))

const equip = (panel) => {
  const sheet = panel.querySelector(".desk-panel__sheet")
  const frame = sheet.querySelector("iframe")
  const [opener, closer] = panel.querySelectorAll("[data-toggle]")
  const languages = [...sheet.querySelectorAll("button[data-language]")]
  const widths = [...sheet.querySelectorAll("button[data-width]")]

  const press = (buttons, chosen) => {
    for (const button of buttons) button.ariaPressed = String(button === chosen)
  }
  const speak = (button) => {
    press(languages, button)
    if (!sheet.hidden) frame.src = button.dataset.page
  }
  const widen = (button) => {
    press(widths, button)
    sheet.dataset.width = frame.parentElement.dataset.width = button.dataset.width
  }
  const show = (open) => {
    sheet.hidden = !open
    opener.ariaExpanded = String(open)
    panel.toggleAttribute("data-open", open)
    if (open) speak(languages.find((button) => button.ariaPressed === "true") ?? languages[0])
  }
  const toggle = () => {
    show(sheet.hidden)
    remember({ open: !sheet.hidden })
    ;(sheet.hidden ? opener : closer).focus()
  }

  opener.hidden = false
  opener.addEventListener("click", toggle)
  closer.addEventListener("click", toggle)
  sheet.addEventListener("keydown", (event) => event.key === "Escape" && toggle())
  for (const button of languages) {
    button.addEventListener("click", () => {
      speak(button)
      remember({ language: button.dataset.language })
    })
  }
  for (const button of widths) {
    button.addEventListener("click", () => {
      widen(button)
      remember({ width: button.dataset.width })
    })
  }

  // The form is a new page after each save: the panel stands as it did, with what is saved now.
  const { open, language, width } = remembered()
  press(languages, languages.find((button) => button.dataset.language === language) ?? languages.find((button) => button.ariaPressed === "true"))
  widen(widths.find((button) => button.dataset.width === width) ?? widths[0])
  // On a small screen it would lie over the form before anybody has seen that.
  if (open && matchMedia("(min-width: 1400px)").matches) show(true)
}

document.querySelectorAll("[data-panel]").forEach(equip)
