import type { ShownEntry } from '../../../backend/shown.ts'
import { fullWhen } from '../../parts/dates.ts'
import { cardByKey, shortCard } from '../known.model.ts'
import { auditWords } from './words.ts'

/** One thing that was done. */
export function Entry(props: {
  entry: ShownEntry
  names: Record<string, string>
  onSeek(name: 'by' | 'record' | 'thing', id: string): void
}) {
  const { entry, names, onSeek } = props
  const say = auditWords()
  const { act, at, by, record, thing, data, values, withheld } = entry
  const nobody: Record<string, string> = { clock: say.clock, host: say.host, operator: say.operator }
  const who = nobody[by] ?? names[by] ?? by
  const { node: _, ...told } = data
  const details = [...Object.entries(told), ...Object.entries(values)].filter(([, value]) => value !== '')
  return (
    <li class="audit-row">
      <time dateTime={at}>{fullWhen(at)}</time>
      <div class="audit-what">
        <p>
          <b>{say.acts[act]}</b> <Seek text={who} onClick={() => onSeek('by', by)} />
          {record && (
            <Seek
              text={shortCard(record)}
              title={cardByKey(record)}
              onClick={() => onSeek('record', record)}
            />
          )}
          {thing && thing !== by && thing !== record && (
            <Seek text={names[thing] ?? say.allOfIt} onClick={() => onSeek('thing', thing)} />
          )}
        </p>
        {withheld && <p>{say.withheld}</p>}
        {details.length > 0 && (
          <details>
            <summary>{say.details}</summary>
            <dl>
              {details.map(([name, value]) => (
                <div key={name}>
                  <dt>{say.names[name] ?? name}</dt>
                  <dd class="isolate">{value === null && name in values ? say.erased : readable(value)}</dd>
                </div>
              ))}
            </dl>
          </details>
        )}
      </div>
    </li>
  )
}

/** Leads to all that has to do with it. */
function Seek({ text, title, onClick }: { text: string; title?: string; onClick(): void }) {
  return (
    <button type="button" class="audit-seek isolate" {...(title && { title })} onClick={onClick}>
      {text}
    </button>
  )
}

/** What was kept as JSON, without its brackets where it is flat. */
function readable(value: string | number | boolean | null): string {
  const text = String(value)
  if (!text.startsWith('{')) return text
  try {
    const parts = Object.entries(JSON.parse(text) as Record<string, unknown>)
    return parts
      .map(([name, one]) => `${name}: ${typeof one === 'object' ? JSON.stringify(one) : one}`)
      .join(' · ')
  } catch {
    return text
  }
}
