import { signal } from '@preact/signals'

const name = 'dealthread.singleKeys'

/** Keys without Ctrl or Alt act at all: speech input types them by the sentence (WCAG 2.1.4). */
export const singleKeys = signal(remembered())

export function setSingleKeys(on: boolean): void {
  singleKeys.value = on
  try {
    localStorage.setItem(name, String(on))
  } catch {
    // A frame may be refused storage: then the choice holds for this page.
  }
}

function remembered(): boolean {
  try {
    return localStorage.getItem(name) !== 'false'
  } catch {
    return true
  }
}
