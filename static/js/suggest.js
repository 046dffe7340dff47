// Beside the form of an article: the plans that its texts name are asked for again while somebody
// types, and one key decides each. Without scripting they are asked for with each save.
const LOOK = 1500 // milliseconds between two looks at the form
const READ = /^(title|lead|body)_|^dated_at_|^plan_links-/
const DECISION = { a: "accepted", r: "rejected", u: "" }

const begin = (panel) => {
  const form = panel.closest("form")
  const read = (data) => new URLSearchParams([...data].filter(([name]) => READ.test(name))).toString()
  let [seen, told, asking] = [read(new FormData(form)), "", null]
  told = seen

  const ask = async (now) => {
    asking?.abort()
    asking = new AbortController()
    const body = new URLSearchParams([...new FormData(form)].filter(([name]) => READ.test(name) || name.startsWith("suggestion-")))
    body.set("item", panel.dataset.item)
    try {
      const response = await fetch(panel.dataset.suggest, {
        method: "POST",
        signal: asking.signal,
        headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        body,
      })
      if (response.ok && !response.redirected) show(await response.text())
    } catch (problem) {
      if (problem.name !== "AbortError") told = null // and so it is asked again
    }
  }

  const show = (html) => {
    const { name, value } = panel.contains(document.activeElement) ? document.activeElement : {}
    panel.innerHTML = html
    if (name) panel.querySelector(`[name="${CSS.escape(name)}"][value="${value}"]`)?.focus()
  }

  const look = () => {
    const now = read(new FormData(form))
    if (now === seen && now !== told) {
      told = now
      ask(now)
    }
    seen = now
  }

  panel.addEventListener("keydown", (event) => {
    const one = event.target.closest(".desk-suggestion")
    const decision = DECISION[event.key.toLowerCase()]
    if (!one || decision === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const chosen = one.querySelector(`[value="${decision}"]`)
    chosen.checked = true
    const every = [...panel.querySelectorAll(".desk-suggestion")]
    const next = every[every.indexOf(one) + 1]
    ;(next?.querySelector(":checked") ?? chosen).focus()
  })

  setInterval(look, LOOK)
}

for (const panel of document.querySelectorAll(".desk-suggestions")) begin(panel)
