// The review of a text that is taken in: on a line, one key says what it is. The server answers with
// the review as it is then; without scripting the choices beside the lines do the same.
// And beside the form of a draft: lines that lead to their fields, and those set aside to be copied.
const begin = (form) => {
  const [fragment, said] = [form.querySelector("#intake-fragment"), document.getElementById("intake-said")]
  const keys = Object.fromEntries([...fragment.querySelectorAll("[data-key]")].map(({ dataset }) => [dataset.key, dataset.role ?? ""]))
  const lines = () => [...fragment.querySelectorAll("[data-line]")]
  const lineAt = (number) => fragment.querySelector(`[data-line="${number}"]`)
  let [last, waiting] = [Promise.resolve(), 0] // one after the other: a move counts from those before it

  // One line at a time is reached with the tab key, the others from there with the arrow keys.
  const equip = (number) => {
    const chosen = lineAt(number) ?? lines()[0]
    for (const line of lines()) line.tabIndex = line === chosen ? 0 : -1
    for (const button of fragment.querySelectorAll(".intake__apply")) button.hidden = true
    return chosen
  }

  const go = (line) => {
    if (!line) return
    equip(line.dataset.line)
    line.focus()
  }

  const tell = (number) => {
    const choice = lineAt(number)?.querySelector("select")
    if (!choice) return
    said.textContent = `${said.dataset.line} ${number}: ${choice.selectedOptions[0].text}`
  }

  const show = (html, number) => {
    const inside = document.activeElement
    const [name, undoing] = [inside?.name, inside?.name === "undo"]
    const focused = fragment.contains(inside)
    const scrolled = fragment.querySelector(".intake__lines").scrollTop
    fragment.innerHTML = html
    fragment.querySelector(".intake__lines").scrollTop = scrolled
    const line = equip(number)
    if (!focused) return
    const field = name && !undoing ? fragment.querySelector(`[name="${CSS.escape(name)}"]`) : null
    ;(field ?? line)?.focus({ preventScroll: true })
  }

  const send = async (fields, number) => {
    const body = new URLSearchParams({ ...fields, fragment: "1", csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value })
    try {
      const response = await fetch(location.href, { method: "POST", body })
      if (!response.ok || response.redirected) throw new Error(response.status)
      show(await response.text(), number)
      tell(number)
    } catch {
      said.textContent = said.dataset.failed
      said.classList.remove("visually-hidden")
    }
  }

  const ask = (fields, number) => {
    waiting += 1
    last = last.then(() => send(fields, number)).then(() => { waiting -= 1 })
  }

  form.addEventListener("keydown", (event) => {
    const line = event.target.closest("[data-line]")
    if (!line || event.target !== line || event.ctrlKey || event.metaKey || event.altKey) return
    const [every, number] = [lines(), line.dataset.line]
    const place = every.indexOf(line)
    const to = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: every.length - 1 }[event.key]
    const role = keys[event.key.toLowerCase()]
    if (to === undefined && role === undefined) return
    event.preventDefault()
    if (to !== undefined) go(every[to])
    else ask(role ? { move: `${number}:${role}` } : { undo: "1" }, number)
  })

  form.addEventListener("focusin", ({ target }) => {
    if (target.matches("[data-line]")) equip(target.dataset.line)
  })

  form.addEventListener("click", ({ target }) => {
    const line = target.closest("[data-line]")
    if (line && !target.closest("a, select")) go(line)
  })

  form.addEventListener("change", ({ target }) => {
    const line = target.closest("[data-line]")
    if (line) ask({ move: `${line.dataset.line}:${target.value}` }, line.dataset.line)
    else if (target.name === "language") ask({ language: target.value })
  })

  form.addEventListener("submit", (event) => {
    const name = event.submitter?.name
    if (name === "undo") {
      event.preventDefault()
      ask({ undo: "1" }, fragment.querySelector('[data-line][tabindex="0"]')?.dataset.line)
    } else if (waiting) {
      // What is on its way is waited for, so that the draft has it.
      event.preventDefault()
      last.then(() => form.requestSubmit(fragment.querySelector(`[name="${name}"]`)))
    }
  })

  form.classList.add("intake-form--keys")
  const [, asked] = location.hash.match(/^#line-(\d+)$/) ?? []
  equip(asked)
}

// From a line in the review to its field and back: the line is focused, so that its keys work.
addEventListener("click", ({ target }) => {
  const link = target.closest?.('a[href^="#line-"]')
  const line = link && document.getElementById(link.hash.slice(1))
  if (line) requestAnimationFrame(() => line.focus())
})

const beside = (panel) => {
  for (const button of panel.querySelectorAll("[data-takes]")) {
    button.hidden = false
    const label = button.textContent
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.takes)
      button.textContent = button.dataset.copied
      setTimeout(() => { button.textContent = label }, 2000)
    })
  }
  panel.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]')
    const field = link && document.getElementById(link.hash.slice(1))
    if (!field) return
    // The editor stands in place of the field that it writes, and select2 in place of its own.
    const editor = field.closest(".prose-editor")?.querySelector("[contenteditable]")
    const shown = editor ?? (field.matches(".select2-hidden-accessible") ? field.nextElementSibling.querySelector(".select2-selection") : field)
    event.preventDefault()
    shown.scrollIntoView({ block: "center" })
    shown.focus()
  })
}

const review = document.getElementById("intake-review")
if (review) begin(review)
for (const panel of document.querySelectorAll(".source-panel")) beside(panel)
