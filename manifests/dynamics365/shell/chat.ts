/**
 * The chat's place in Dynamics: the framed page, or a sentence that says why it is not there. Holds no word of the talk.
 */
import type { Desk } from './desk.ts'
import { type Framed, framed } from './framed.ts'
import { atMost, tallest } from './height.ts'
import { note } from './note.ts'
import { isShown, type Scene, type Shown } from './scene.ts'
import type { Words } from './words.ts'

export interface Chat {
  /** Safe to call as often as the host likes. */
  show(scene: Scene): void
  close(): void
}

export function chat(container: HTMLElement, desk: Desk, words: Words): Chat {
  const box = container.appendChild(document.createElement('div'))
  const maxHeight = atMost(box.getBoundingClientRect().top)
  Object.assign(box.style, { width: '100%', height: tallest, maxHeight, textAlign: 'start' })
  let scene: Scene | undefined
  let page: Framed | undefined
  let said: HTMLElement | undefined

  function show(next: Scene) {
    scene = next
    if (next.height !== null) Object.assign(box.style, { height: `${next.height}px`, maxHeight: 'none' })
    if (!isShown(next, desk.door)) {
      leavePage()
      say(next.server === null ? words.noServer : words.unsaved)
    } else if (page?.suits(next)) page.show(next)
    else openPage(next)
  }

  function openPage(next: Shown) {
    leavePage()
    hush()
    page = framed(box, desk, next, words.title, {
      fit,
      ready: hush,
      silent: () => sayTrouble(words.silent),
      blocked() {
        leavePage()
        sayTrouble(words.blocked)
      },
    })
  }

  function leavePage() {
    page?.close()
    page = undefined
  }

  /** Where the place gives a height, that is the height. */
  function fit(wanted: number): number {
    if (scene && scene.height !== null) return scene.height
    box.style.height = `${wanted}px`
    return box.clientHeight
  }

  function sayTrouble(sentence: string) {
    say(sentence, { text: words.retry, act: () => scene && isShown(scene, desk.door) && openPage(scene) })
  }

  function say(sentence: string, retry?: { text: string; act: () => void }) {
    if (!scene) return
    hush()
    said = note(sentence.replace('{server}', scene.server ?? ''), scene.look, retry)
    box.prepend(said)
  }

  function hush() {
    said?.remove()
    said = undefined
  }

  return {
    show,
    close() {
      leavePage()
      box.remove()
    },
  }
}
