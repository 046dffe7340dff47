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

// The editor tells only by colour which of its buttons can't be pressed now.
const BUTTON = ".prose-menubar button"
const tellDisabled = (button) => {
  button.ariaDisabled = String(button.classList.contains("disabled"))
}

// What has no name for a screen reader gets one: fields in a table that of their column; and what
// stands in place of a field, the rich-text editor and select2, that of the field.
const nameOf = (field) => {
  const cell = field.closest("td")
  const name = field.labels?.[0] ?? (cell && cell.closest("table").tHead?.rows[0].cells[cell.cellIndex])
  return name?.textContent.trim().replace(/[:?]$/, "") ?? ""
}

const nameCells = (root) => {
  for (const field of root.querySelectorAll(".tabular td :is(input:not([type=hidden]), select, textarea)")) {
    if (!field.labels?.length) field.ariaLabel = nameOf(field)
  }
}

const nameEditor = (field) => {
  const editor = field.closest(".prose-editor").querySelector("[contenteditable]")
  if (!editor || editor.ariaLabel) return
  Object.assign(editor, { lang: field.lang, ariaLabel: nameOf(field), ariaMultiLine: "true" })
  const help = field.getAttribute("aria-describedby")
  if (help) editor.setAttribute("aria-describedby", help)
  field.labels[0]?.addEventListener("click", () => editor.focus())
}

const nameSelect = (box) => {
  const field = box.previousElementSibling
  const selection = box.querySelector(".select2-selection")
  if (!field?.matches("select") || !selection) return
  const shown = box.querySelector(".select2-selection__rendered[role=textbox]")
  for (const part of [selection, box.querySelector(".select2-search__field")]) {
    if (part) part.ariaLabel = nameOf(field)
  }
  if (!shown) return
  // What it is for, and then what is chosen: that is no field of its own.
  selection.id ||= `${shown.id}-name`
  selection.setAttribute("aria-labelledby", `${selection.id} ${shown.id}`)
  shown.removeAttribute("role")
  shown.removeAttribute("aria-readonly")
}

new MutationObserver((changes) => {
  for (const { target, type } of changes) {
    if (type === "attributes" && target.matches(BUTTON)) tellDisabled(target)
  }
  for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
    if (node.nodeType !== Node.ELEMENT_NODE) continue
    if (node.closest(".prose-menubar")) {
      translate(node)
      for (const button of node.querySelectorAll("button")) tellDisabled(button)
    }
    if (node.matches(".select2-container")) nameSelect(node)
  }
}).observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ["class"] })

const improve = (root) => {
  equip(root)
  nameCells(root)
  // Editors that were quicker than this.
  for (const field of root.querySelectorAll(".prose-editor textarea")) nameEditor(field)
  for (const bar of root.querySelectorAll(".prose-menubar")) translate(bar)
  for (const button of root.querySelectorAll(BUTTON)) tellDisabled(button)
}

addEventListener("DOMContentLoaded", () => improve(document))
document.addEventListener("formset:added", (event) => improve(event.target))
document.addEventListener("prose-editor:ready", (event) => nameEditor(event.target))
