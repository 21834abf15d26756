/** The bytes of files: pictures on loan as blob addresses, downloads into the person's folder. */

import type { Result } from '../api.ts'
import { server } from '../card/card.model.ts'
import { announce } from '../parts/announce.ts'
import { toast } from '../parts/toast.ts'
import { inWords } from '../threads/in-words.ts'
import { words } from '../words/index.ts'

type Loan = { url: Promise<string | undefined>; users: number; end?: ReturnType<typeof setTimeout> }

/** A list that scrolls back and forth asks for the same picture again and again. */
const keptFor = 60_000
const loans = new Map<string, Loan>()

/** Lends a picture's address; give it back with `returnPicture`. Undefined when the bytes did not come. */
export function borrowPicture(id: string, preview: boolean): Promise<string | undefined> {
  const key = keyOf(id, preview)
  let loan = loans.get(key)
  if (!loan) {
    loan = { url: addressOf(id, preview), users: 0 }
    loans.set(key, loan)
  }
  clearTimeout(loan.end)
  loan.users++
  return loan.url
}

export function returnPicture(id: string, preview: boolean): void {
  const key = keyOf(id, preview)
  const loan = loans.get(key)
  if (!loan || --loan.users > 0) return
  loan.end = setTimeout(async () => {
    loans.delete(key)
    const url = await loan.url
    if (url) URL.revokeObjectURL(url)
  }, keptFor)
}

/** Fetches the file with the session's bearer, which a plain link could not carry, and saves it. */
export async function download(file: { id: string; name: string }): Promise<void> {
  await save(file, await server().fileBytes(file.id))
}

/** The same of a document kept of the client, from another of his cards. */
export async function downloadOfClient(file: { id: string; name: string }): Promise<void> {
  await save(file, await server().fileBytes(file.id, { ofClient: true }))
}

async function save(file: { name: string }, answer: Result<Blob>): Promise<void> {
  if (!answer.ok) {
    const text =
      answer.reason === 'file_expired'
        ? words.file.expired
        : `${words.file.downloadFailed(file.name)}. ${inWords(answer.reason)}`
    toast({ text })
    announce(text, 'assertive')
    return
  }
  const url = URL.createObjectURL(answer.value)
  const link = document.createElement('a')
  link.href = url
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), keptFor)
}

function keyOf(id: string, preview: boolean): string {
  return preview ? `${id} preview` : id
}

async function addressOf(id: string, preview: boolean): Promise<string | undefined> {
  const answer = await server().fileBytes(id, { preview })
  if (answer.ok) return URL.createObjectURL(answer.value)
  // Not remembered: the next one who asks may have more luck.
  loans.delete(keyOf(id, preview))
  return undefined
}
