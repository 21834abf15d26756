import { useEffect, useState } from 'preact/hooks'
import type { ComparedNumbers, DealNumbers, ShownMessage } from '../../backend/shown.ts'
import type { Measure } from '../../crm-adapters/port.ts'
import { numbersOf } from '../questions/asking.model.ts'
import { questionWords } from '../questions/words/index.ts'
import { money, number } from '../words/index.ts'

/** The deal as it was when it was asked; what has changed since says so. */
export function Numbers({ message }: { message: ShownMessage }) {
  const say = questionWords().approval
  const [numbers, setNumbers] = useState<ComparedNumbers>()
  const decided = message.approval?.decisions.length
  // A decision is a reason to compare anew.
  useEffect(() => {
    let wanted = true
    void numbersOf(message).then((answer) => {
      if (wanted && answer.ok) setNumbers(answer.value)
    })
    return () => {
      wanted = false
    }
  }, [message.id, decided])

  const then = numbers && inWords(numbers.asked)
  const now = numbers && inWords(numbers.now)
  const rows = then && now ? names.flatMap((name) => (then[name] || now[name] ? [name] : [])) : []
  if (numbers && rows.length === 0) return <p class="matter-state">{say.noNumbers}</p>
  const moved = rows.filter((name) => then?.[name] !== now?.[name])
  return (
    // Room is kept for the usual three while they are asked for.
    <div style={{ minHeight: '60px' }}>
      <dl aria-label={say.numbers}>
        {rows.map((name) => (
          <>
            <dt>{say[name]}</dt>
            <dd>
              <bdi>{then?.[name] ?? say.none}</bdi>
              {moved.includes(name) && <bdi class="matter-moved"> → {say.now(now?.[name] ?? say.none)}</bdi>}
            </dd>
          </>
        ))}
      </dl>
      {numbers && (
        <p class={moved.length > 0 ? 'matter-moved' : 'matter-state'}>
          {moved.length > 0 ? say.changed : say.unchanged}
        </p>
      )}
    </div>
  )
}

const names = ['amount', 'margin', 'stage', 'bought', 'paid'] as const

function inWords({ amount, currency, stage, bought, paid, margin }: DealNumbers) {
  const { paidOf } = questionWords().approval
  return {
    amount: amount === null ? undefined : money(amount, currency),
    margin: margin ? inUnits(margin) : undefined,
    stage: stage ?? undefined,
    bought: bought?.sums.map((sum) => money(sum.amount, sum.currency)).join(' + ') || undefined,
    paid: paid
      ? paidOf(money(paid.paid.amount, paid.paid.currency), money(paid.of.amount, paid.of.currency))
      : undefined,
  }
}

/** What is no money is a share or a count: the name of its column says of what. */
function inUnits({ name, amount, currency }: Measure): string {
  return currency === null ? `${number(amount)} (${name})` : money(amount, currency)
}
