import type { ComponentChildren } from 'preact'

/** A card of the page under a heading of its own. */
export function Block(props: { title: string; hint?: string; children: ComponentChildren }) {
  return (
    <section class="leaving-card">
      <h3>{props.title}</h3>
      {props.hint && <p class="leaving-hint">{props.hint}</p>}
      {props.children}
    </section>
  )
}
