/** A dossier, part by part: files first, then what was said, the log, the page it is opened by, and what all of it comes to. */
import { checkpointsOf } from '../audit/checking.ts'
import { languageOf } from '../companies/framed.ts'
import type { Files } from '../files/port.ts'
import { FileDamaged } from '../files/sealed.ts'
import { provenLines, tableLines } from '../investigating/export.ts'
import type { Store } from '../store/store.ts'
import type { FileIn, ThreadIn } from './contents.ts'
import { type Gathered, workIn } from './gather.ts'
import { indexPage } from './index-page.ts'
import { messagesIn, pagesOf } from './talk.ts'
import { tellingIn } from './telling.ts'
import { pageName, type ThreadPage, threadData, threadPage, threadTable } from './thread-page.ts'
import { type Listed, type Part, zipped } from './zip.ts'

export interface ArchiveDeps {
  store: Store
  files: Pick<Files, 'get'>
  /** Signs a slice of what was noted in the log; true when there may be more. */
  seal(company: string): Promise<boolean>
  /** Signs with the company's key, Ed25519; both base64url. */
  sign(company: string, text: string): Promise<{ publicKey: string; signature: string }>
  /** The module that checks the archive in a browser. */
  script: () => string
}

/** The bytes of a file are not what they were, or not there; the dossier is to be made without them. */
export class FileLost extends Error {
  override name = 'FileLost'
  readonly file: string

  constructor(file: string, cause?: unknown) {
    super(`the bytes of ${file} cannot be read`, { cause })
    this.file = file
  }
}

/** @param progress told how many messages and files have been written, of how many */
export async function* archive(
  deps: ArchiveDeps,
  gathered: Gathered,
  progress: (done: number, total: number) => Promise<void>,
): AsyncGenerator<Uint8Array, void> {
  const { store, files } = deps
  const { contents, views, everybody, except, edition } = gathered
  const { company, record, threads } = contents
  const telling = tellingIn(languageOf(contents.language), contents.zone, everybody)
  const byMessage = Map.groupBy(contents.files, ({ message }) => message)
  const visitor = { company, person: contents.by }
  const within = { record, threads: threads.map(({ id }) => id), except, edition }
  const listed: Listed[] = []
  const total = workIn(gathered)
  let done = 0

  const written = async (things: number) => {
    done += things
    await progress(done, total)
  }

  async function* parts(): AsyncGenerator<Part> {
    for (const file of contents.files) {
      if (!file.path) continue
      yield { path: file.path, bytes: bytesOf(file), deflated: false }
      await written(1)
    }
    for (const thread of threads) yield* partsOf(thread)
    while (await deps.seal(company));
    yield text('audit/entries.jsonl', provenLines(store, visitor, { within }))
    yield text('audit/heads.jsonl', headsOf())
    const nameOf = async (person: string) => telling.name(person)
    yield text('tables/audit.csv', tableLines(store, visitor, { within }, nameOf))
    yield text('index.html', [indexPage(contents, telling, deps.script())])
    yield text('data/dossier.json', [JSON.stringify({ ...contents, people: telling.people() }, null, 1)])
    yield text('manifest.json', manifest())
  }

  async function* partsOf(thread: ThreadIn): AsyncGenerator<Part> {
    for (let page = 1; page <= pagesOf(thread); page += 1) {
      const messages = await store.read(company, (r) =>
        messagesIn(r, thread, page, { seeing: views.get(thread.id)!, edition }),
      )
      const filesOf = (message: string) => byMessage.get(message) ?? []
      const one: ThreadPage = { title: contents.title || record, thread, page, messages, filesOf }
      const name = pageName(thread, page)
      yield text(`threads/${name}.html`, [threadPage(one, telling)])
      yield text(`data/threads/${name}.jsonl`, [threadData(one)])
      yield text(`tables/messages-${name}.csv`, [threadTable(one, telling)])
      await written(messages.length)
    }
  }

  async function* bytesOf({ id }: FileIn): AsyncGenerator<Uint8Array> {
    try {
      const bytes = await files.get({ company, file: id })
      if (!bytes) throw new FileLost(id)
      yield* bytes
    } catch (error) {
      throw error instanceof FileDamaged ? new FileLost(id, error) : error
    }
  }

  /** Heads that were published outside: whoever has them from there compares. */
  async function* headsOf() {
    const notes = await store.read(company, checkpointsOf)
    for (const note of notes) yield `${JSON.stringify({ company, note })}\n`
  }

  /** Every part before it with its hash, signed as one text. */
  async function* manifest() {
    const { format, id, at, by } = contents
    const statement = JSON.stringify({ format, id, company, record, at, by, files: listed })
    const { publicKey, signature: value } = await deps.sign(company, statement)
    yield JSON.stringify({ format, statement, signature: { algorithm: 'Ed25519', publicKey, value } })
  }

  yield* zipped(parts(), new Date(contents.at), (part) => listed.push(part))
}

/** Bytes of a piece: a whole page of one text would keep everybody waiting while it is packed. */
const PIECE = 64 * 1024

function text(path: string, pieces: Iterable<string> | AsyncIterable<string>): Part {
  async function* bytes() {
    const encoder = new TextEncoder()
    for await (const piece of pieces) {
      const whole = encoder.encode(piece)
      for (let at = 0; at < whole.length; at += PIECE) yield whole.subarray(at, at + PIECE)
    }
  }
  return { path, bytes: bytes(), deflated: true }
}
