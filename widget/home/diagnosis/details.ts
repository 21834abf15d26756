/** What stands below a finding: label and value, for the screen and for the report. */
import type { Finding } from '../../../backend/shown.ts'
import { fullWhen } from '../../parts/dates.ts'
import { listed, number } from '../../words/index.ts'
import { homeWords } from '../words/index.ts'

export type Detail = [label: string, value: string]

export function detailsOf(finding: Finding): Detail[] {
  const say = homeWords.diagnosis
  switch (finding.about) {
    case 'address':
      return [
        ['URL', finding.url],
        [say.address.policy, finding.policy],
      ]
    case 'placements':
      return [
        [say.placements.bound, names(finding.bound)],
        [say.placements.lacking, names(finding.lacking)],
        [say.placements.at, when(finding.at)],
      ]
    case 'scopes':
      return [
        [say.scopes.granted, names(finding.granted)],
        [say.scopes.lacking, names(finding.lacking)],
      ]
    case 'events':
      return [
        [say.events.lastAt, when(finding.lastAt)],
        [say.events.waiting, number(finding.waiting)],
        [say.events.lacking, names(finding.lacking)],
        ...finding.failing.map(({ name, at, outcome, givenUp }): Detail => {
          const end = givenUp ? `, ${say.events.givenUp}` : ''
          return [say.events.failing, `${name}, ${fullWhen(at)}: ${outcome}${end}`]
        }),
      ]
    case 'grant':
      return [
        [say.grant.person, finding.person?.name ?? NONE],
        [say.grant.renewedAt, when(finding.renewedAt)],
        ...(finding.deadAt ? [[say.grant.deadAt, when(finding.deadAt)] satisfies Detail] : []),
      ]
    case 'calls':
      return [
        [say.calls.count, number(finding.count)],
        [say.calls.refused, number(finding.refused)],
        [say.calls.repeated, number(finding.repeated)],
        [say.calls.slow, seconds(finding.slow)],
        [say.calls.waiting, number(finding.waiting)],
        ...(finding.resting.length > 0
          ? [
              [
                say.calls.resting,
                listed(
                  finding.resting.map(({ method, until }) => say.calls.restingUntil(method, fullWhen(until))),
                ),
              ] satisfies Detail,
            ]
          : []),
      ]
    case 'refusals':
      return finding.calls.length === 0
        ? [[say.refusals.none, '']]
        : finding.calls.map(({ at, method, reason, status }) => [
            `${fullWhen(at)}, ${method}`,
            `${say.refused[reason] ?? reason}${status ? ` (HTTP ${status})` : ''}`,
          ])
    case 'errands':
      return finding.failed.map(({ at, kind, record, reason }) => [
        `${fullWhen(at)}, ${say.errands.kinds[kind] ?? kind}`,
        [record, say.refused[reason] ?? reason].filter(Boolean).join(': '),
      ])
    case 'people':
      return [
        [say.people.readAt, when(finding.readAt)],
        [say.people.present, number(finding.present)],
        [say.people.left, number(finding.left)],
      ]
    case 'plan':
      return [
        [say.plan.plan, finding.plan ?? NONE],
        ...(finding.unpaidAt ? [[say.plan.unpaidAt, when(finding.unpaidAt)] satisfies Detail] : []),
      ]
    case 'missing':
      return [[say.missing.names, names(finding.names)]]
    case 'region':
      return [
        [say.region.name, finding.name],
        [say.region.push, names(finding.push)],
      ]
    case 'copies':
      return finding.copies.map(({ id, lastAt }): Detail => [id, when(lastAt)])
    case 'version':
      return [
        [say.version.version, finding.version],
        [say.version.host, finding.host === 'bitrix24' ? 'Bitrix24' : 'Dynamics 365'],
        [say.version.installedAt, when(finding.installedAt)],
      ]
  }
}

/** "420 мс", "1,2 с". */
export function seconds(ms: number): string {
  const [value, unit] = ms < 1000 ? [ms, 'millisecond'] : [Math.round(ms / 100) / 10, 'second']
  return new Intl.NumberFormat(document.documentElement.lang, {
    style: 'unit',
    unit: String(unit),
    unitDisplay: 'short',
  }).format(value as number)
}

const NONE = '—'

function names(all: string[]): string {
  return all.length > 0 ? all.join(', ') : NONE
}

function when(at: string | null): string {
  return at ? fullWhen(at) : homeWords.diagnosis.never
}
