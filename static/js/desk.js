// Beside each "sentence" field of a link: a button that lists the sentences of the text being
// written, to choose one. Without scripting the sentence is copied by hand.
const BLOCKS = "p, h2, h3, li, figcaption"

const sentencesOf = (source, language) => {
  const page = new DOMParser().parseFromString(source, "text/html")
  const cutter = new Intl.Segmenter(language, { granularity: "sentence" })
  return [...page.querySelectorAll(BLOCKS)].flatMap((block) =>
    [...cutter.segment(block.textContent)].map(({ segment }) => segment.trim()).filter(Boolean),
  )
}

const openList = (field, source) => {
  const dialog = document.createElement("dialog")
  dialog.className = "desk-sentences"
  const heading = document.createElement("h2")
  heading.textContent = field.dataset.label
  const list = document.createElement("ul")
  list.lang = field.lang
  for (const sentence of sentencesOf(source.value, field.lang)) {
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = sentence
    button.addEventListener("click", () => {
      field.value = sentence
      field.dispatchEvent(new Event("change", { bubbles: true }))
      dialog.close()
      field.focus()
    })
    list.append(Object.assign(document.createElement("li"), {}))
    list.lastChild.append(button)
  }
  dialog.append(heading, list)
  dialog.addEventListener("close", () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
}

const equip = (root) => {
  for (const field of root.querySelectorAll("textarea[data-sentences-of]")) {
    if (field.name.includes("__prefix__") || field.dataset.equipped) continue
    field.dataset.equipped = "true"
    const button = document.createElement("button")
    button.type = "button"
    button.className = "button desk-sentence-button"
    button.textContent = `${field.dataset.label}…`
    button.addEventListener("click", () => openList(field, document.getElementById(field.dataset.sentencesOf)))
    field.after(button)
  }
}

// The rich-text editor writes its toolbar in English; the desk's catalog knows these words.
const translate = (part) => {
  const titled = part.matches("[title]") ? [part] : []
  for (const button of [...titled, ...part.querySelectorAll("[title]")]) {
    button.title = gettext(button.title)
    button.ariaLabel = button.title
  }
  for (const option of part.querySelectorAll(".prose-menubar__option > *")) {
    option.textContent = gettext(option.textContent)
  }
}

new MutationObserver((changes) => {
  for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
    if (node.nodeType === Node.ELEMENT_NODE && node.closest(".prose-menubar")) translate(node)
  }
}).observe(document.documentElement, { childList: true, subtree: true })

addEventListener("DOMContentLoaded", () => equip(document))
document.addEventListener("formset:added", (event) => equip(event.target))
