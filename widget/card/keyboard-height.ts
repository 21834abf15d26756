/** Keeps the card above a keyboard on the screen: some browsers lay it over the page instead of making room. */
export function followKeyboard(): () => void {
  const view = window.visualViewport
  if (!view) return () => {}
  const fit = () => {
    const covered = window.innerHeight - view.height > 120 && view.scale === 1
    const page = document.documentElement
    page.toggleAttribute('data-keyboard', covered)
    page.style.setProperty('--height', covered ? `${view.height}px` : '100%')
  }
  view.addEventListener('resize', fit)
  return () => view.removeEventListener('resize', fit)
}
