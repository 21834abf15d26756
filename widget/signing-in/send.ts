import { uuid7 } from '../outbox/uuid7.ts'

/**
 * Sends a window or a frame, by its name, to where somebody signs in. By a form, for no link can do that: else one written
 * in a message would sign whoever follows it in for its writer.
 */
export function sendTo(target: string, url: string): void {
  const form = document.createElement('form')
  Object.assign(form, { method: 'post', action: url, target, hidden: true })
  document.body.append(form)
  form.submit()
  form.remove()
}

/** A name no other window has: one of another page of ours would be taken for it. */
export const newName = () => `sign-in-${uuid7()}`
