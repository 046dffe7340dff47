// Before the first paint: light or dark, if the reader chose one (theme.js).
try {
  const chosen = localStorage.getItem("page-theme")
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen
} catch {
  // A browser may refuse its storage: then the device decides.
}
