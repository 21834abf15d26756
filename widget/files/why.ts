/** Why a file goes when it does: asked of the server when somebody points at its countdown. */
import type { RetentionRule, RetentionScope, ShownTerm } from '../../backend/shown.ts'
import { server } from '../card/card.model.ts'
import { chosen, type Language } from '../words/index.ts'
import { type Counting, plural } from '../words/plural.ts'

/** One line; undefined when the server did not say. */
export async function whyItGoes(file: string): Promise<string | undefined> {
  const answer = await server().call<ShownTerm>('GET', `/api/files/${encodeURIComponent(file)}/term`)
  return answer.ok ? inWords(answer.value) : undefined
}

function inWords({ rule, instead, because, longer, spared, holds }: ShownTerm): string {
  const say = words[chosen.language](plural(chosen.locale))
  return [
    say.rule(place(rule, say), term(rule, say)),
    instead.length > 0 && say.instead(instead.map((one) => place(one, say)).join(', ')),
    because && say.because[because],
    (longer || spared) && say.longer,
    ...(holds ?? []).map(({ reason }) => say.hold(reason)),
  ]
    .filter(Boolean)
    .join(' · ')
}

function place({ where }: RetentionRule, say: TermWords): string {
  const { channel, thread, type, funnel, stage, closed } = where
  const named = [channel, thread && say.threads[thread], type && (say.types[type] ?? type), funnel, stage]
  const stands = closed === undefined ? undefined : closed ? say.closed : say.open
  return [...named, stands].filter(Boolean).join(', ') || say.everywhere
}

function term({ days, from }: RetentionRule, say: TermWords): string {
  return days === null ? say.forever : `${say.days(days)} ${say.from[from]}`
}

interface TermWords {
  rule: (place: string, term: string) => string
  instead: (places: string) => string
  everywhere: string
  threads: Record<NonNullable<RetentionScope['thread']>, string>
  types: Record<string, string>
  closed: string
  open: string
  days: (count: number) => string
  forever: string
  from: Record<RetentionRule['from'], string>
  because: Record<NonNullable<ShownTerm['because']>, string>
  longer: string
  hold: (reason: string) => string
}

const words: Record<Language, (count: Counting) => TermWords> = {
  en: (count) => ({
    rule: (place, term) => `Rule for ${place}: ${term}`,
    instead: (places) => `more exact than the rules for: ${places}`,
    everywhere: 'everything',
    threads: { team: 'team', topic: 'topics', private: 'private', client: 'clients', backstage: 'backstage' },
    types: { deal: 'deals', lead: 'leads' },
    closed: 'closed',
    open: 'open',
    days: (n) => count(n, { one: '# day', other: '# days' }),
    forever: 'no end',
    from: { made: 'from the upload', closed: 'from the closing of the deal' },
    because: {
      changed: 'put off: the term was shortened lately',
      moved: 'put off: the deal has moved lately',
      not_closed: 'the deal is not closed',
    },
    longer: 'kept longer',
    hold: (reason) => `on hold: ${reason}`,
  }),
  ru: (count) => ({
    rule: (place, term) => `Правило (${place}): ${term}`,
    instead: (places) => `точнее правил: ${places}`,
    everywhere: 'везде',
    threads: {
      team: 'общее',
      topic: 'по темам',
      private: 'закрытые',
      client: 'с клиентом',
      backstage: 'за кадром',
    },
    types: { deal: 'сделки', lead: 'лиды' },
    closed: 'закрытые',
    open: 'открытые',
    days: (n) => count(n, { one: '# день', few: '# дня', many: '# дней', other: '# дня' }),
    forever: 'без срока',
    from: { made: 'от загрузки', closed: 'от закрытия сделки' },
    because: {
      changed: 'отложено: срок недавно сократили',
      moved: 'отложено: сделка недавно перешла на другую стадию',
      not_closed: 'сделка не закрыта',
    },
    longer: 'хранится дольше',
    hold: (reason) => `запрет удаления: ${reason}`,
  }),
  uk: (count) => ({
    rule: (place, term) => `Правило (${place}): ${term}`,
    instead: (places) => `точніше за правила: ${places}`,
    everywhere: 'скрізь',
    threads: {
      team: 'загальне',
      topic: 'за темами',
      private: 'закриті',
      client: 'з клієнтом',
      backstage: 'за кадром',
    },
    types: { deal: 'угоди', lead: 'ліди' },
    closed: 'закриті',
    open: 'відкриті',
    days: (n) => count(n, { one: '# день', few: '# дні', many: '# днів', other: '# дня' }),
    forever: 'без строку',
    from: { made: 'від завантаження', closed: 'від закриття угоди' },
    because: {
      changed: 'відкладено: строк нещодавно скоротили',
      moved: 'відкладено: угода нещодавно перейшла на іншу стадію',
      not_closed: 'угоду не закрито',
    },
    longer: 'зберігається довше',
    hold: (reason) => `заборона видалення: ${reason}`,
  }),
}
