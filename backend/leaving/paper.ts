/** The signed act as a document for people; the signed file itself is attached to it. */
import type { Language } from '../companies/framed.ts'
import { type Doc, heading, line, onPaper, row, signature, small, title } from '../paper/paper.ts'
import { recordRef } from '../records.ts'
import type { HandedKind } from '../shown.ts'
import type { Act } from './acts.ts'
import { type PaperWords, paperWords } from './paper-words.ts'
import type { Signed } from './signing.ts'

/** Things listed one by one; the signed file has them all. */
const LISTED_MOST = 600

/** Bytes of a PDF on A4. */
export function paper(signed: Signed, act: Act, language: Language): Promise<Uint8Array<ArrayBuffer>> {
  const say = paperWords[language]
  const about = {
    title: `${say.title[act.of]} ${act.id}`,
    locale: say.locale,
    made: new Date(act.completedAt),
    signed,
    file: 'act.json',
    page: say.page,
  }
  return onPaper(about, (doc) => draw(doc, { signed, act, say }))
}

interface Drawn {
  signed: Signed
  act: Act
  say: PaperWords
}

function draw(doc: Doc, { signed, act, say }: Drawn) {
  const when = (at: string) => inWords(at, say)
  title(doc, say.title[act.of])
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
  doc.moveDown(0.4)
  small(doc, say.check)
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

/** `deal/Sales` */
function groupName(group: string, { types }: PaperWords): string {
  const [type = '', ...funnel] = group.split('/')
  return [types[type] ?? type, ...(funnel.length > 0 ? [funnel.join('/')] : [])].join(' · ')
}

function inWords(at: string, { locale }: PaperWords): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long', timeZone: 'UTC' })
  return format.format(new Date(at))
}
