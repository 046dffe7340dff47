// Beside the form of an article: the plans that its texts name are asked for again while somebody
// types, and one key decides each. Without scripting they are asked for with each save.
const LOOK = 1500 // milliseconds between two looks at the form
const PATIENCE = 15000 // milliseconds until it is asked again where no answer came
const READ = /^(title|lead|body)_|^dated_at_|^plan_links-/
const DECISION = { a: "accepted", r: "rejected", u: "" }

const begin = (panel) => {
  const form = panel.closest("form")
  const status = document.querySelector("#suggestions-told")
  let shown = panel.querySelectorAll(".desk-suggestion").length
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
      if (!response.ok || response.redirected) throw new Error(response.status)
      show(await response.text())
    } catch (problem) {
      // Logged out, or no connection: the form says so when it keeps what is typed.
      if (problem.name !== "AbortError") setTimeout(() => (told = null), PATIENCE)
    }
  }

  // What was decided while the answer was on its way stands; so does the place of who is at it.
  const show = (html) => {
    const decided = [...panel.querySelectorAll("input:checked")].map(({ name, value }) => [name, value])
    const focused = panel.contains(document.activeElement) ? document.activeElement : null
    const choice = (name, value) => panel.querySelector(`[name="${CSS.escape(name)}"][value="${value}"]`)
    panel.innerHTML = html
    for (const [name, value] of decided) {
      const same = choice(name, value)
      if (same) same.checked = true
    }
    if (focused) (choice(focused.name, focused.value) ?? panel.querySelector("input:checked, h2"))?.focus()
    const number = panel.querySelectorAll(".desk-suggestion").length
    if (number !== shown) status.textContent = panel.querySelector("[data-told]")?.dataset.told ?? ""
    shown = number
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
