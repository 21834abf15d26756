/** Kinds of columns a Dataverse table has, and short ways to write them. */

export interface Choice {
  value: number
  /** By language: 1033 English, 1049 Russian, 1058 Ukrainian; English where one is missing. */
  label: Record<number, string>
  /** Of a status reason: the state it belongs to. */
  state?: number
}

export type Column = {
  /** Worked out by the platform; what a client sends for it is refused. */
  computed?: true
  /** Behind a column security profile: null for whoever is not an administrator. */
  secured?: true
  /** What people call it, by language; where it is missing, they call it by its name. */
  label?: Record<number, string>
  /** Written, never read back. */
  secret?: true
} & (
  | { kind: 'guid' | 'number' | 'money' | 'time' | 'day' | 'object' }
  | { kind: 'text'; max: number }
  | { kind: 'yesno'; labels: [no: string, yes: string] }
  | { kind: 'choice'; choices: Choice[] }
  /** The tables it may point at, each with the name of its navigation property. */
  | { kind: 'lookup'; to: Record<string, string> }
)

export type Columns = Record<string, Column>

export const text = (max = 100): Column => ({ kind: 'text', max })
export const memo = text(1_048_576)
export const guid: Column = { kind: 'guid' }
export const number: Column = { kind: 'number' }
export const money: Column = { kind: 'money' }
export const time: Column = { kind: 'time' }
export const day: Column = { kind: 'day' }
export const object: Column = { kind: 'object' }
export const yesno = (no = 'No', yes = 'Yes'): Column => ({ kind: 'yesno', labels: [no, yes] })
export const computed = <C extends Column>(column: C): C => ({ ...column, computed: true })

/** A lookup with one target is navigated by its own name. */
export const lookup = (to: string, navigation: string): Column => ({
  kind: 'lookup',
  to: { [to]: navigation },
})
export const polymorphic = (to: Record<string, string>): Column => ({ kind: 'lookup', to })

type Written = [value: number, english: string, russian?: string, ukrainian?: string]

export const choice = (...choices: Written[]): Column => ({ kind: 'choice', choices: choices.map(asChoice) })

/** Status reasons by the state they belong to; the first one of a state is what it falls to by itself. */
export const statuses = (states: Record<number, Written[]>): Column => ({
  kind: 'choice',
  choices: Object.entries(states).flatMap(([state, reasons]) =>
    reasons.map((reason) => ({ ...asChoice(reason), state: Number(state) })),
  ),
})

function asChoice([value, english, russian, ukrainian]: Written): Choice {
  return {
    value,
    label: { 1033: english, ...(russian && { 1049: russian }), ...(ukrainian && { 1058: ukrainian }) },
  }
}
