import { useEffect, useState } from 'preact/hooks'
import type { Paper, RecordPanel, Sum } from '../../crm-adapters/port.ts'
import { dateOnly } from '../parts/dates.ts'
import { contextWords } from '../words/context.ts'
import { money, number } from '../words/index.ts'
import { Block, Fact, HostLink } from './ContextBlock.tsx'
import { person, server } from './card.model.ts'
import './surroundings.css'

/** What surrounds the record at the host: read when the card is there already, block by block, and only what there is. */
export function Surroundings() {
  const [panel, setPanel] = useState<RecordPanel>()
  useEffect(() => {
    let wanted = true
    // A host that does not answer leaves the card as it is: nobody waits for these.
    void server()
      .panel()
      .then((answer) => {
        if (wanted && answer.ok) setPanel(answer.value)
      })
    return () => {
      wanted = false
    }
  }, [])
  if (!panel) return null
  return (
    <>
      <Money {...panel} />
      <Tasks tasks={panel.tasks} />
      <Papers title={contextWords().quotes} papers={panel.quotes} />
      <Papers title={contextWords().orders} papers={panel.orders} />
      <Papers title={contextWords().invoices} papers={panel.invoices} />
      <Products products={panel.products} />
    </>
  )
}

function Money({ bought, paid, margin }: Pick<RecordPanel, 'bought' | 'paid' | 'margin'>) {
  if (!bought && !paid && !margin) return null
  return (
    <section class="context-block">
      <dl>
        {bought && (
          <Fact name={contextWords().bought}>
            {[contextWords().deals(bought.deals), ...bought.sums.map(sum)].join(' · ')}
          </Fact>
        )}
        {paid && (
          <Fact name={contextWords().paid}>{contextWords().paidOf(sum(paid.paid), sum(paid.of))}</Fact>
        )}
        {margin && (
          <Fact name={margin.currency === null ? margin.name : contextWords().margin}>
            {margin.currency === null ? number(margin.amount) : money(margin.amount, margin.currency)}
          </Fact>
        )}
      </dl>
    </section>
  )
}

function Tasks({ tasks }: Pick<RecordPanel, 'tasks'>) {
  if (!tasks) return null
  return (
    <Block icon="check" title={contextWords().tasks}>
      <ul>
        {tasks.map(({ id, title, deadline, responsible, done, url }) => {
          const until = deadline ? contextWords().until(dateOnly(deadline)) : undefined
          const about = [responsible && person(responsible).name, done ? contextWords().taskDone : until]
          return (
            <li key={id} class="context-line">
              <HostLink path={url} text={title} />
              <small class="isolate">{about.filter(Boolean).join(' · ')}</small>
            </li>
          )
        })}
      </ul>
    </Block>
  )
}

function Papers({ title: kind, papers }: { title: string; papers: Paper[] | null | undefined }) {
  if (!papers || papers.length === 0) return null
  return (
    <Block icon="file" title={kind}>
      <ul>
        {papers.map(({ title, sum: of, url }) => (
          <li key={url} class="context-line">
            <HostLink path={url} text={title} />
            {of && <small class="isolate">{sum(of)}</small>}
          </li>
        ))}
      </ul>
    </Block>
  )
}

function Products({ products }: Pick<RecordPanel, 'products'>) {
  if (!products) return null
  return (
    <Block icon="box" title={contextWords().products}>
      <ul>
        {products.map(({ name, quantity, unit, price }) => (
          <li key={name} class="context-line">
            <span class="isolate">{name}</span>
            <small class="isolate">
              {[number(quantity), unit].filter(Boolean).join(' ')} × {number(price)}
            </small>
          </li>
        ))}
      </ul>
    </Block>
  )
}

function sum({ amount, currency }: Sum): string {
  return money(amount, currency)
}
