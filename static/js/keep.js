// Beside the form of an item: what is typed is kept on the server after a pause of a few seconds,
// without a save and without a version; whoever leaves with unsaved text is warned; and who else
// has the item open is told. Without scripting the form saves as ever.
const LOOK = 1500 // milliseconds between two looks at the form
const LONGEST = 6000 // what is typed without a pause is kept this often
const PATIENCE = 8000 // milliseconds until an answer that does not come counts as none
const CALL = 20000 // milliseconds between two calls that say that the form is open

const typed = (form) => {
  const data = new FormData(form)
  data.delete("csrfmiddlewaretoken")
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name)
  return new URLSearchParams(data).toString()
}

const begin = (form, box) => {
  // A form that holds what was kept before, or came back with mistakes, is unsaved as it stands.
  const unsaved = box.dataset.resumed || form.querySelector(".errornote") !== null
  let opened = unsaved ? "" : typed(form)
  let [seen, sent, kept, since, leaving, busy, waiting, away] = [opened, opened, opened, 0, false, 0, null, false]

  const send = (address, body, last = false) =>
    fetch(address, {
      method: "POST",
      // A browser lets only small bodies outlive their page.
      keepalive: last && body.length < 60000,
      signal: AbortSignal.timeout(PATIENCE),
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, "Content-Type": "application/x-www-form-urlencoded" },
      body,
    })

  // Whoever was logged out and has logged in again, in another tab, has another token.
  const renew = async () => {
    const response = await fetch(location.href, { signal: AbortSignal.timeout(PATIENCE) })
    if (response.redirected) return
    const page = new DOMParser().parseFromString(await response.text(), "text/html")
    const fresh = page.querySelector("[name=csrfmiddlewaretoken]")
    if (fresh) form.elements.csrfmiddlewaretoken.value = fresh.value
    away = !fresh
  }

  const tell = (text, failed) => {
    box.textContent = text
    box.classList.toggle("desk-kept--failed", failed)
  }

  const keep = async (now, last = false) => {
    busy += 1
    sent = now
    try {
      if (away) await renew()
      const response = await send(box.dataset.keep, now, last)
      away = response.redirected || response.status === 403
      if (away) throw new Error("logged out")
      const answer = await response.json()
      if (answer.kept) [kept, since] = [now, 0]
      tell(answer.told, !answer.kept)
    } catch {
      setTimeout(() => (sent = null), LONGEST) // and so it is sent again
      tell(away ? box.dataset.out : box.dataset.failed, true)
    } finally {
      busy -= 1
      if (waiting && !busy) form.requestSubmit(waiting.submitter)
    }
  }

  const look = () => {
    const now = typed(form)
    if (now === kept) since = 0
    else since ||= Date.now()
    const paused = now === seen
    seen = now
    if (busy || leaving || now === kept || now === sent) return
    if (paused || Date.now() - since > LONGEST) keep(now)
  }

  // Before the page is gone, or out of sight: a phone ends what is out of sight without a word.
  const hurry = () => {
    const now = typed(form)
    if (!leaving && now !== kept && now !== sent) keep(now, true)
  }

  const call = async (gone = "") => {
    if (!box.dataset.here) return
    try {
      const response = await send(box.dataset.here, `gone=${gone}`, gone !== "")
      if (gone) return
      const { others } = await response.json()
      const list = document.getElementById("desk-others")
      const told = [...list.children].map((one) => one.textContent)
      if (told.join("\n") === others.join("\n")) return // it would be read aloud again
      list.replaceChildren(...others.map((one) => Object.assign(document.createElement("li"), { textContent: one })))
    } catch {
      // Who else is here is told again with the next call.
    }
  }

  // The editors of rich text write into the form while they start: what they write is no typing,
  // but what somebody types meanwhile is.
  let [met, begun] = [false, Boolean(unsaved)]
  const settle = () => {
    met = true
    if (!begun) opened = seen = sent = kept = typed(form)
  }
  for (const what of ["keydown", "pointerdown", "beforeinput"]) form.addEventListener(what, settle, true)
  form.addEventListener("input", () => {
    begun ||= met
    leaving = false // a save that was stopped
  })
  setTimeout(() => {
    settle()
    begun = true
    setInterval(look, LOOK)
  }, LOOK)
  setInterval(call, CALL)
  call()

  // A save by who is logged out would end at the login page, without what was typed.
  const saveOnce = async (submitter) => {
    try {
      await renew()
    } catch {
      // The save itself will say that the site does not answer.
      away = false
    }
    if (away) tell(box.dataset.out, true)
    else form.requestSubmit(submitter)
  }

  form.addEventListener("submit", (event) => {
    if (away) {
      event.preventDefault()
      saveOnce(event.submitter)
      return
    }
    // What is being kept has to arrive before the save that makes it needless.
    waiting = busy ? { submitter: event.submitter } : null
    if (waiting) event.preventDefault()
    leaving = !waiting
  })
  addEventListener("beforeunload", (event) => {
    if (leaving || typed(form) === opened) return
    hurry()
    event.preventDefault()
  })
  document.addEventListener("visibilitychange", () => document.hidden && hurry())
  addEventListener("pagehide", () => {
    hurry()
    if (!leaving) call("1")
  })
}

addEventListener("DOMContentLoaded", () => {
  const box = document.getElementById("desk-kept")
  const form = box?.closest("form")
  if (form) begin(form, box)
})
