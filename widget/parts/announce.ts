/** Tells those who listen instead of look. Polite texts are said together, at most once a second. */

type Urgency = 'polite' | 'assertive'

export function announce(text: string, urgency: Urgency = 'polite'): void {
  if (urgency === 'assertive') {
    say(text, 'assertive')
    return
  }
  waiting.add(text)
  if (!pause) flush()
}

const second = 1000
const waiting = new Set<string>()
let pause: ReturnType<typeof setTimeout> | undefined

function flush() {
  pause = undefined
  if (!waiting.size) return
  say([...waiting].join('. '), 'polite')
  waiting.clear()
  pause = setTimeout(flush, second)
}

function say(text: string, urgency: Urgency) {
  // What lies behind an open dialog is not read out, so a dialog brings a region of its own.
  const region =
    document.querySelector(`dialog[open] [data-live=${urgency}]`) ??
    document.querySelector(`[data-live=${urgency}]`)
  if (!region) return
  // The same words twice are no change and would not be read again.
  region.textContent = region.textContent === text ? `${text}\u00a0` : text
}
