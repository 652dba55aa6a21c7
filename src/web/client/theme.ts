// Runs before the first paint: the theme a person chose is there from the start, and scripted parts keep their room.
try {
  const chosen = localStorage.getItem('assay-theme')
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset['theme'] = chosen
} catch {
  // Storage that is forbidden means no choice: the system's theme is used.
}
document.documentElement.classList.add('scripted')
