/** A mail as it is written: plain and in HTML, the same words in both. */
import { escaped, languageOf } from '../companies/framed.ts'
import type { Gathered } from '../notices/gather.ts'
import { summaryLines, wordsIn } from '../notices/words.ts'
import { mailWords } from './words.ts'

export interface Written {
  subject: string
  text: string
  html: string
}

/** What was gathered, card by card; `stopUrl` is where one click ends these mails. */
export function tellingMail({ locale, cards, sum }: Gathered, stopUrl: string): Written {
  const say = mailWords(locale)
  const count = cards.reduce((all, card) => all + card.count, 0)
  const [first] = cards
  const subject = sum
    ? wordsIn(locale).summary.title
    : cards.length === 1 && first
      ? say.subject(count, first.name)
      : say.subjectOfMany(count, cards.length)
  const blocks: Block[] = [
    ...(sum ? [{ lines: summaryLines(locale, sum).map(sentence) }] : []),
    ...cards.map(({ name, line, url }) => ({
      title: name,
      lines: [sentence(line)],
      ...(url && { link: { url, label: say.open } }),
    })),
    { lines: [say.why], quiet: true, link: { url: stopUrl, label: say.stop } },
  ]
  return written(locale, subject, blocks)
}

export function codeMail(locale: string, code: string): Written {
  const { subject, text } = mailWords(locale).code
  return written(locale, subject, [{ lines: [text(code)] }])
}

export function trialMail(locale: string): Written {
  const { subject, text } = mailWords(locale).trial
  return written(locale, subject, [{ lines: [text] }])
}

interface Block {
  title?: string
  lines: string[]
  link?: { url: string; label: string }
  quiet?: true
}

function written(locale: string, subject: string, blocks: Block[]): Written {
  const text = blocks
    .map(({ title, lines, link }) =>
      [title, ...lines, link && `${link.label}: ${link.url}`].filter(Boolean).join('\n'),
    )
    .join('\n\n')
  const html = blocks.map(asHtml).join('\n')
  return {
    subject,
    text: `${text}\n`,
    html: `<!doctype html>
<html lang="${languageOf(locale)}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body style="font:15px/1.5 system-ui,sans-serif;color:#333a44">
${html}
</body></html>
`,
  }
}

function asHtml({ title, lines, link, quiet }: Block): string {
  const parts = [
    title && `<b>${escaped(title)}</b>`,
    ...lines.map(escaped),
    link && `<a href="${escaped(link.url)}">${escaped(link.label)}</a>`,
  ]
  return `<p${quiet ? ' style="color:#6a7380;font-size:13px"' : ''}>${parts.filter(Boolean).join('<br>\n')}</p>`
}

function sentence(line: string): string {
  const text = line.charAt(0).toUpperCase() + line.slice(1)
  return /[.…?]$/.test(text) ? text : `${text}.`
}
