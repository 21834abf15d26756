import type { ComponentChildren } from 'preact'
import './chip.css'

export type Tone = 'accent' | 'ok' | 'warn' | 'bad' | 'client'

export function Chip(props: { tone?: Tone; title?: string; children: ComponentChildren }) {
  return (
    <span class={props.tone ? `chip chip-${props.tone}` : 'chip'} title={props.title}>
      {props.children}
    </span>
  )
}
