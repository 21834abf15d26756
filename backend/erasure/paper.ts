/** The certificate as a document for people; the signed file itself is attached to it. */
import type { Language } from '../companies/framed.ts'
import type { Signed } from '../leaving/signing.ts'
import { type Doc, heading, line, onPaper, row, signature, title } from '../paper/paper.ts'
import type { ErasureStatement } from '../shown.ts'
import { type PaperWords, paperWords } from './paper-words.ts'

/** Things that stay, listed one by one; the signed file has them all. */
const LISTED_MOST = 300

/** Bytes of a PDF on A4. */
export function paper(
  signed: Signed,
  statement: ErasureStatement,
  language: Language,
): Promise<Uint8Array<ArrayBuffer>> {
  const say = paperWords[language]
  const about = {
    title: `${say.title} ${statement.id}`,
    locale: say.locale,
    made: new Date(statement.completed),
    signed,
    file: 'certificate.json',
  }
  return onPaper(about, (doc) => {
    draw(doc, statement, say)
    signature(doc, signed, say)
    line(doc, say.check)
  })
}

function draw(doc: Doc, statement: ErasureStatement, say: PaperWords) {
  const { id, asked, ordered, completed, things, kept, host, signs, again, backupsUntil, engine } = statement
  title(doc, say.title)
  row(doc, say.number, id)
  row(doc, say.asked, `${inWords(asked.at, say)} · № ${asked.by}`)
  row(doc, say.ordered, `${inWords(ordered.at, say)} · № ${ordered.by}`)
  row(doc, say.completed, inWords(completed, say))
  line(doc, say.anonymous)

  heading(doc, say.heading.things)
  if (things.length === 0) line(doc, say.nothing)
  for (const { kind, outcome, things: n } of things)
    row(doc, say.kinds[kind], `${n} · ${say.outcome[outcome]}`)
  line(doc, say.again(again.found))
  line(doc, say.backups(inWords(backupsUntil, say)))
  if (engine === 'postgres') line(doc, say.postgres)

  heading(doc, say.heading.kept)
  if (kept.length === 0) line(doc, say.nothing)
  for (const { thing, reason, by } of kept.slice(0, LISTED_MOST))
    row(doc, thing, `${say.reasons[reason]} · № ${by}`)

  if (host.length > 0) heading(doc, say.heading.host)
  for (const { what, id: copy, state } of host) row(doc, `${say.copies[what]} № ${copy}`, say.states[state])

  heading(doc, say.heading.signs)
  for (const { kind, commitment } of signs) row(doc, say.signs[kind], commitment)
}

function inWords(at: string, { locale }: PaperWords): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
  return `${format.format(new Date(at))} UTC`
}
