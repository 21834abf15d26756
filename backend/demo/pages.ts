/** The documents of the story, as the PDF files people sent. */
import type { Files, Measured } from '../files/port.ts'
import { newId } from '../ids.ts'
import { bare, line, title } from '../paper/paper.ts'
import type { Page, Spoken } from './sitting.ts'

/** A page whose bytes are stored and of which nobody knows yet. */
export interface StoredPage extends Measured {
  id: string
  name: string
  kind: string
}

/** Stores what is sent along with these lines. */
export async function storePages(files: Files, company: string, lines: Spoken[]) {
  const stored = new Map<Page, StoredPage>()
  for (const { act, at } of lines) {
    if (!(act && 'page' in act)) continue
    const { page } = act
    const bytes = await drawn(page, at)
    const id = newId(at.getTime())
    const measured = await files.put({ company, file: id }, whole(bytes), bytes.length)
    stored.set(page, { id, name: `${page.name}.pdf`, kind: page.kind, ...measured })
  }
  return stored
}

function drawn({ name, lines }: Page, made: Date) {
  return bare({ title: name, locale: 'ru', made }, (doc) => {
    title(doc, name)
    for (const text of lines) line(doc, text)
  })
}

async function* whole(bytes: Uint8Array) {
  yield bytes
}
