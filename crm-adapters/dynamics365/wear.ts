/** The host's own colours instead of those we took from it beforehand: an organisation may have a theme of its own. */
import { type Look, type Token, tokens } from './frame.ts'

/** Our variable for each of Fluent's tokens; their values at rest are in `widget/tokens.css`. */
const variables: Record<Token, string> = {
  colorNeutralBackground1: '--bg',
  colorNeutralBackground2: '--bg2',
  colorNeutralBackground3: '--bg3',
  colorNeutralBackground4: '--app',
  colorNeutralForeground1: '--fg',
  colorNeutralForeground2: '--fg2',
  colorNeutralForeground3: '--fg3',
  colorNeutralStroke1: '--line',
  colorNeutralStroke2: '--line2',
  colorBrandBackground: '--acc',
  colorBrandBackgroundHover: '--acc-h',
  colorBrandBackground2: '--acc-soft',
  colorBrandForegroundLink: '--acc-ink',
  colorNeutralForegroundOnBrand: '--acc-fg',
  colorStrokeFocus2: '--focus',
  fontFamilyBase: '--font',
  borderRadiusMedium: '--r-control',
  borderRadiusLarge: '--r-card',
}

/** Where the host has no value for a token, ours stands again. */
export function wear(look: Look, page: HTMLElement): void {
  for (const token of tokens) {
    const value = look.tokens[token]
    if (value === undefined) page.style.removeProperty(variables[token])
    else page.style.setProperty(variables[token], value)
  }
}
