import { useSignal } from '@preact/signals'
import { card } from '../card/card.model.ts'
import { sheet } from '../card/layout.ts'
import { Menu, type MenuItem } from '../parts/Menu.tsx'
import { toast } from '../parts/toast.ts'
import { tellOfEmpty } from '../questions/asking.model.ts'
import { questionWords, whyNot } from '../questions/words/index.ts'
import { chosen } from '../words/index.ts'

type EmptyRoleProps = {
  /** `role:customs` */
  role: string
  anchor: HTMLElement
  /** Somebody is to be called by name instead. */
  onChoose: () => void
  onClose: () => void
}

/** What to do about a role nobody answers for. */
export function EmptyRole({ role, anchor, onChoose, onClose }: EmptyRoleProps) {
  const say = questionWords().emptyRole
  const id = role.replace(/^role:/, '')
  const title = card.value.roles.find((one) => one.id === id)?.title[chosen.language] ?? id
  const telling = useSignal(false)

  const invite = () => {
    sheet.value = 'invite'
  }

  async function tell() {
    if (telling.peek()) return
    telling.value = true
    const answer = await tellOfEmpty(id)
    telling.value = false
    if (!answer.ok) return toast({ text: whyNot(answer.reason) })
    toast({ text: answer.value.told > 0 ? say.told(answer.value.told) : say.toldNobody })
  }

  const items: MenuItem[] = [
    { icon: 'at', label: say.choose, onSelect: onChoose },
    ...(card.value.rights.invite ? [{ icon: 'plus' as const, label: say.invite, onSelect: invite }] : []),
    { icon: 'bell', label: say.tell, onSelect: () => void tell() },
  ]
  return <Menu anchor={anchor} label={say.title(title)} items={items} onClose={onClose} />
}
