/** The signed act as a document for people; the signed file itself is attached to it. */
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import type { Language } from '../companies/framed.ts'
import { recordRef } from '../records.ts'
import type { HandedKind } from '../shown.ts'
import type { Act } from './acts.ts'
import { type PaperWords, paperWords } from './paper-words.ts'
import type { Signed } from './signing.ts'

const FONTS = 'dejavu-fonts-ttf/ttf/'
const MARGIN = 56
const WIDTH = 595.28 - 2 * MARGIN
const GREY = '#5d6671'
/** Things listed one by one; the signed file has them all. */
const LISTED_MOST = 600

type Doc = PDFKit.PDFDocument

/** Bytes of a PDF on A4. */
export async function paper(signed: Signed, act: Act, language: Language): Promise<Uint8Array<ArrayBuffer>> {
  // Few ever ask for it, and it is large.
  const { default: PdfDocument } = await import('pdfkit')
  const say = paperWords[language]
  const doc = new PdfDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    lang: say.locale,
    info: {
      Title: `${say.title[act.of]} ${act.id}`,
      Producer: 'Dealthread',
      CreationDate: new Date(act.completedAt),
    },
  })
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const written = new Promise((done) => doc.once('end', done))
  const { resolve } = createRequire(import.meta.url)
  doc.registerFont('plain', resolve(`${FONTS}DejaVuSans.ttf`))
  doc.registerFont('bold', resolve(`${FONTS}DejaVuSans-Bold.ttf`))

  draw(doc, { signed, act, say })
  number(doc, say)
  const file = Buffer.from(JSON.stringify(signed, null, 2))
  doc.file(file, { name: 'act.json', type: 'application/json', creationDate: new Date(act.completedAt) })
  doc.end()
  await written
  return new Uint8Array(Buffer.concat(chunks))
}

interface Drawn {
  signed: Signed
  act: Act
  say: PaperWords
}

function draw(doc: Doc, { signed, act, say }: Drawn) {
  const when = (at: string) => inWords(at, say)
  doc.font('bold').fontSize(17).text(say.title[act.of])
  doc.moveDown(0.8)
  row(doc, say.number, act.id)
  row(doc, say.person, act.person.name)
  row(doc, say.by, act.by.name)
  row(doc, say.at, when(act.at))
  row(doc, say.completed, when(act.completedAt))
  if (act.undone) row(doc, '', say.undone(act.undone.by.name, when(act.undone.at)))
  for (const { what, things: n } of act.undone?.notBack ?? [])
    row(
      doc,
      say.notBack,
      what === 'grant' || what === 'installer' ? say.notBackWhat[what] : `${say.notBackWhat[what]}: ${n}`,
    )

  heading(doc, say.heading.counts)
  line(doc, say.sessions)
  for (const [kind, of] of Map.groupBy(act.handed, (one) => one.kind)) {
    row(doc, say.kinds[kind], say.count(of.length, of.filter(({ heir }) => heir).length))
  }
  line(doc, act.sponsor ? say.sponsor(act.sponsor.name) : say.sponsorNone)
  line(doc, say.history)

  heading(doc, say.heading.heirs)
  for (const { cards, heir } of act.heirs) row(doc, groupName(cards, say), heir?.name ?? say.nobody)

  if (act.handed.length > 0) things(doc, act, say)
  signature(doc, signed, say)
}

function things(doc: Doc, { handed, people }: Act, say: PaperWords) {
  heading(doc, say.heading.things)
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const listed = handed.slice(0, LISTED_MOST)
  let kind: HandedKind | undefined
  for (const one of listed) {
    if (one.kind !== kind) {
      kind = one.kind
      doc.moveDown(0.3)
      doc.font('bold').fontSize(9).fillColor('black').text(say.kinds[kind])
    }
    const { type, id } = recordRef(one.record)
    const card = `${say.one[type] ?? type} № ${id}`
    // Of what was waited for, the message; what that was says the heading.
    const [thing] = one.thing.split(' ')
    small(doc, `${card} · ${thing} → ${one.heir ? names.get(one.heir) : say.nobody}`)
  }
  if (handed.length > listed.length) small(doc, say.more(handed.length - listed.length))
}

function signature(doc: Doc, { statement, signature: { key, publicKey, value } }: Signed, say: PaperWords) {
  heading(doc, say.heading.signature)
  line(doc, say.signed)
  row(doc, say.key, key)
  row(doc, say.publicKey, publicKey)
  row(doc, 'Ed25519', value)
  row(doc, say.hash, createHash('sha256').update(statement).digest('hex'))
  doc.moveDown(0.4)
  small(doc, say.check)
}

/** `deal/Sales` */
function groupName(group: string, { types }: PaperWords): string {
  const [type = '', ...funnel] = group.split('/')
  return [types[type] ?? type, ...(funnel.length > 0 ? [funnel.join('/')] : [])].join(' · ')
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

function small(doc: Doc, text: string) {
  doc.font('plain').fontSize(8).fillColor(GREY).text(text, MARGIN, doc.y, { width: WIDTH })
}

function number(doc: Doc, say: PaperWords) {
  const { start, count } = doc.bufferedPageRange()
  for (let n = start; n < start + count; n += 1) {
    doc.switchToPage(n)
    // Below the margin, where a new page would otherwise begin.
    doc.page.margins.bottom = 0
    const text = say.page(n + 1, count)
    doc.font('plain').fontSize(8).fillColor(GREY)
    doc.text(text, MARGIN, doc.page.height - 36, { width: WIDTH, align: 'right', lineBreak: false })
  }
}

function inWords(at: string, { locale }: PaperWords): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long', timeZone: 'UTC' })
  return format.format(new Date(at))
}
