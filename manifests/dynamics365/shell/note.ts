import type { Look } from '../../../crm-adapters/dynamics365/frame.ts'

/** A sentence in the chat's place, spoken by screen readers when it appears. */
export function note(text: string, look: Look, retry?: { text: string; act: () => void }): HTMLElement {
  const { tokens, theme } = look
  const ink = tokens.colorNeutralForeground2 ?? (theme === 'dark' ? '#d6d6d6' : '#424242')
  const box = document.createElement('div')
  box.setAttribute('role', 'status')
  Object.assign(box.style, {
    padding: '24px',
    textAlign: 'start',
    color: ink,
    font: `14px/20px ${tokens.fontFamilyBase ?? "'Segoe UI', sans-serif"}`,
  })
  const paragraph = box.appendChild(document.createElement('p'))
  paragraph.style.margin = '0 0 12px'
  paragraph.textContent = text
  if (retry) {
    const button = box.appendChild(document.createElement('button'))
    button.type = 'button'
    button.textContent = retry.text
    Object.assign(button.style, {
      font: 'inherit',
      minHeight: '32px',
      padding: '4px 12px',
      cursor: 'pointer',
    })
    button.onclick = retry.act
  }
  return box
}
