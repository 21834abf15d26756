/**
 * Web resources are told no theme, and stand in the app's own window, of one origin with us: there we see what is painted
 * behind us. Where that window is another's, or nothing is painted, a page is light unless it says that it is dark.
 */

/** Whether the place we are framed in is dark, as far as we may look. */
export function isDarkAround(): boolean {
  try {
    for (let place = window.frameElement; place; place = place.parentElement) {
      const lightness = lightnessOf(getComputedStyle(place).backgroundColor)
      if (lightness !== undefined) return lightness < DARK
    }
    return prefersDark(getComputedStyle(window.parent.document.documentElement).colorScheme)
  } catch {
    // Another origin's window: it tells us nothing.
    return false
  }
}

/** Calls whenever it may have become another: the app paints itself anew by its root's attributes, or the system turns dark. */
export function onAround(changed: () => void): void {
  matchMedia(SYSTEM).addEventListener('change', changed)
  try {
    const attributeFilter = ['class', 'style', 'data-theme']
    const observer = new MutationObserver(changed)
    const { documentElement, body } = window.parent.document
    for (const root of [documentElement, body]) observer.observe(root, { attributeFilter })
  } catch {
    // Another origin's window again.
  }
}

const SYSTEM = '(prefers-color-scheme: dark)'
/** Of lightness, 0 to 1. */
const DARK = 0.4

function prefersDark(scheme: string): boolean {
  if (!scheme.includes('dark')) return false
  return !scheme.includes('light') || matchMedia(SYSTEM).matches
}

/** Of `rgb(…)` as browsers compute it; undefined of what one sees through. */
function lightnessOf(colour: string): number | undefined {
  const [red, green, blue, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number)
  if (red === undefined || green === undefined || blue === undefined || alpha < 0.5) return undefined
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255
}
