/** The certificate as a document for people; the signed file itself is attached to it. */
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import type { Language } from '../companies/framed.ts'
import type { Signed } from '../leaving/signing.ts'
import type { ErasureStatement } from '../shown.ts'
import { type PaperWords, paperWords } from './paper-words.ts'

const FONTS = 'dejavu-fonts-ttf/ttf/'
const MARGIN = 56
const WIDTH = 595.28 - 2 * MARGIN
const GREY = '#5d6671'
/** Things that stay, listed one by one; the signed file has them all. */
const LISTED_MOST = 300

type Doc = PDFKit.PDFDocument

/** Bytes of a PDF on A4. */
export async function paper(
  signed: Signed,
  statement: ErasureStatement,
  language: Language,
): Promise<Uint8Array<ArrayBuffer>> {
  // Few ever ask for it, and it is large.
  const { default: PdfDocument } = await import('pdfkit')
  const say = paperWords[language]
  const made = new Date(statement.completed)
  const info = { Title: `${say.title} ${statement.id}`, Producer: 'Dealthread', CreationDate: made }
  const doc = new PdfDocument({ size: 'A4', margin: MARGIN, lang: say.locale, info })
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const written = new Promise((done) => doc.once('end', done))
  const { resolve } = createRequire(import.meta.url)
  doc.registerFont('plain', resolve(`${FONTS}DejaVuSans.ttf`))
  doc.registerFont('bold', resolve(`${FONTS}DejaVuSans-Bold.ttf`))
  draw(doc, statement, say)
  signature(doc, signed, say)
  const file = Buffer.from(JSON.stringify(signed, null, 2))
  doc.file(file, { name: 'certificate.json', type: 'application/json', creationDate: made })
  doc.end()
  await written
  return new Uint8Array(Buffer.concat(chunks))
}

function draw(doc: Doc, statement: ErasureStatement, say: PaperWords) {
  const { id, asked, ordered, completed, things, kept, host, signs, again, backupsUntil, engine } = statement
  doc.font('bold').fontSize(17).text(say.title)
  doc.moveDown(0.8)
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

function signature(doc: Doc, { statement, signature: { key, publicKey, value } }: Signed, say: PaperWords) {
  heading(doc, say.heading.signature)
  line(doc, say.signed)
  row(doc, say.key, key)
  row(doc, say.publicKey, publicKey)
  row(doc, 'Ed25519', value)
  row(doc, say.hash, createHash('sha256').update(statement).digest('hex'))
  line(doc, say.check)
}

function heading(doc: Doc, text: string) {
  if (doc.y > 740) doc.addPage()
  doc.moveDown(1)
  doc.font('bold').fontSize(12).fillColor('black').text(text, MARGIN)
  doc.moveDown(0.4)
}

function row(doc: Doc, label: string, value: string) {
  const left = 190
  doc.fontSize(9.5)
  const tall = Math.max(
    doc.font('plain').heightOfString(label, { width: left - 10 }),
    doc.heightOfString(value, { width: WIDTH - left }),
  )
  if (doc.y + tall > doc.page.height - MARGIN - 20) doc.addPage()
  const { y } = doc
  doc.fillColor(GREY).text(label, MARGIN, y, { width: left - 10 })
  doc.fillColor('black').text(value, MARGIN + left, y, { width: WIDTH - left })
  doc.x = MARGIN
  doc.y = y + tall + 4
}

function line(doc: Doc, text: string) {
  doc.font('plain').fontSize(9.5).fillColor('black').text(text, MARGIN, doc.y, { width: WIDTH })
  doc.moveDown(0.4)
}

function inWords(at: string, { locale }: PaperWords): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
  return `${format.format(new Date(at))} UTC`
}
