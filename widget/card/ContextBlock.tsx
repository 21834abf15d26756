/** What the blocks beside the talk are made of. */
import type { ComponentChildren } from 'preact'
import { host } from '../host.ts'
import { Icon } from '../parts/Icon.tsx'
import type { IconName } from '../parts/icons.ts'
import { toast } from '../parts/toast.ts'
import { contextWords } from '../words/context.ts'
import { words } from '../words/index.ts'

export function Block({
  icon,
  title,
  tools,
  children,
}: {
  icon: IconName
  title: string
  /** Beside the title. */
  tools?: ComponentChildren
  children: ComponentChildren
}) {
  return (
    <section class="context-block">
      <h2>
        <Icon name={icon} size="s" />
        {title}
        {tools}
      </h2>
      {children}
    </section>
  )
}

export function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <bdi>{children}</bdi>
      </dd>
    </>
  )
}

/** Opens beside the card, by the host's own means. */
export function HostLink({ path, text }: { path: string; text: string }) {
  const open = () =>
    void host().then(
      (found) => found.open(path),
      () => toast({ text: words.states.noHost }),
    )
  return (
    <button type="button" class="context-link" aria-label={contextWords().open(text)} onClick={open}>
      {text}
    </button>
  )
}
