// Reads an article out with the browser's own voice, where it has one of the article's language and
// the article has no recording. The texts of the buttons stand in their attributes.
const box = document.querySelector("[data-listen]")
const speech = window.speechSynthesis

const begin = () => {
  const { language } = box.dataset
  const [play, stop] = box.querySelectorAll("[data-press]")
  let [place, round, reading] = [0, 0, false]

  const voice = () => speech.getVoices().find(({ lang }) => lang.toLowerCase().split(/[-_]/)[0] === language)
  const texts = () => [...document.querySelectorAll(box.dataset.listen)].map((one) => one.textContent.trim()).filter(Boolean)

  const show = () => {
    play.textContent = play.dataset[reading ? "pause" : place ? "resume" : "play"]
    stop.disabled = !reading && !place
  }
  const halt = (from) => {
    round += 1 // what still comes from the voice that is cancelled counts no more
    reading = false
    place = from
    speech.cancel()
    show()
  }
  // A paragraph at a time: some browsers fall silent in a long text, and a pause keeps its place.
  const read = () => {
    const text = texts()[place]
    if (text === undefined) return halt(0)
    const [spoken, now] = [new SpeechSynthesisUtterance(text), round]
    spoken.voice = voice()
    spoken.lang = spoken.voice?.lang ?? language
    spoken.onend = () => {
      if (now !== round) return
      place += 1
      read()
    }
    spoken.onerror = () => now === round && halt(place)
    speech.speak(spoken)
  }

  play.addEventListener("click", () => {
    // Its own pause() does nothing on many phones, so the paragraph is begun again.
    if (reading) return halt(place)
    reading = true
    show()
    read()
  })
  stop.addEventListener("click", () => {
    halt(0)
    play.focus()
  })
  addEventListener("pagehide", () => halt(0))
  const offer = () => (box.hidden = !voice())
  speech.addEventListener?.("voiceschanged", offer)
  offer()
}

if (box && speech && window.SpeechSynthesisUtterance) begin()
