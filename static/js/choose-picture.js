// Hands the chosen picture to the editor that opened this window.
const list = document.querySelector(".desk-choose")

list?.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-key]")
  const tools = window.opener?.CKEDITOR?.tools
  if (!button || !tools) return
  const { key, url, alt } = button.dataset
  tools.callFunction(list.dataset.number, url, { id: key, alternative_text: alt, caption: "" })
  window.close()
})
