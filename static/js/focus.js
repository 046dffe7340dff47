// The focus of a picture: a click into it fills the two number fields, and a ring and the part on
// cards follow them. The numbers alone do it too, by keyboard and without scripting.
const whole = document.querySelector(".desk-focus__whole")
const cut = document.querySelector(".desk-focus__cut")
const fields = [document.getElementById("id_focus_x"), document.getElementById("id_focus_y")]

const share = (field) => Math.min(1, Math.max(0, Number(field.value) || 0))

const follow = () => {
  const [x, y] = fields.map((field) => `${share(field) * 100}%`)
  const point = whole.querySelector(".desk-focus__point")
  point.hidden = cut.hidden = false
  // By the object model: a policy without inline styles allows it.
  point.style.left = x
  point.style.top = y
  cut.querySelector("img").style.objectPosition = `${x} ${y}`
}

const choose = (event) => {
  const { left, top, width, height } = whole.querySelector("img").getBoundingClientRect()
  const chosen = [(event.clientX - left) / width, (event.clientY - top) / height]
  fields.forEach((field, place) => {
    field.value = Math.min(1, Math.max(0, chosen[place])).toFixed(2)
    field.dispatchEvent(new Event("change", { bubbles: true }))
  })
}

// Somebody who may only look has no fields.
if (whole && fields.every(Boolean)) {
  whole.dataset.choosing = ""
  whole.addEventListener("click", choose)
  for (const field of fields) {
    field.addEventListener("input", follow)
    field.addEventListener("change", follow)
  }
  follow()
}
