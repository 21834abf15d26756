// Fluent's themes as the platform hands them to controls; the page itself is painted with the same tokens.
const light = {
  colorNeutralForeground1: '#242424',
  colorNeutralForeground2: '#424242',
  colorNeutralForeground3: '#616161',
  colorNeutralForegroundOnBrand: '#ffffff',
  colorNeutralBackground1: '#ffffff',
  colorNeutralBackground1Hover: '#f5f5f5',
  colorNeutralBackground1Pressed: '#e0e0e0',
  colorNeutralBackground2: '#fafafa',
  colorNeutralBackground3: '#f5f5f5',
  colorNeutralBackground4: '#f0f0f0',
  colorNeutralStroke1: '#d1d1d1',
  colorNeutralStroke2: '#e0e0e0',
  colorNeutralStroke3: '#f0f0f0',
  colorNeutralStrokeAccessible: '#616161',
  colorBrandBackground: '#0f6cbd',
  colorBrandBackgroundHover: '#115ea3',
  colorBrandBackground2: '#ebf3fc',
  colorBrandForeground1: '#0f6cbd',
  colorBrandForegroundLink: '#115ea3',
  colorStrokeFocus2: '#000000',
  colorStatusDangerForeground1: '#b10e1c',
  colorPaletteRedBackground3: '#d13438',
  shadow4: '0 0 2px rgba(0,0,0,0.12), 0 2px 4px rgba(0,0,0,0.14)',
  shadow16: '0 0 2px rgba(0,0,0,0.12), 0 8px 16px rgba(0,0,0,0.14)',
}

const dark = {
  colorNeutralForeground1: '#ffffff',
  colorNeutralForeground2: '#d6d6d6',
  colorNeutralForeground3: '#adadad',
  colorNeutralForegroundOnBrand: '#ffffff',
  colorNeutralBackground1: '#292929',
  colorNeutralBackground1Hover: '#3d3d3d',
  colorNeutralBackground1Pressed: '#1f1f1f',
  colorNeutralBackground2: '#1f1f1f',
  colorNeutralBackground3: '#141414',
  colorNeutralBackground4: '#0a0a0a',
  colorNeutralStroke1: '#666666',
  colorNeutralStroke2: '#525252',
  colorNeutralStroke3: '#3d3d3d',
  colorNeutralStrokeAccessible: '#adadad',
  colorBrandBackground: '#115ea3',
  colorBrandBackgroundHover: '#0f6cbd',
  colorBrandBackground2: '#082338',
  colorBrandForeground1: '#479ef5',
  colorBrandForegroundLink: '#479ef5',
  colorStrokeFocus2: '#ffffff',
  colorStatusDangerForeground1: '#dc626d',
  colorPaletteRedBackground3: '#d13438',
  shadow4: '0 0 2px rgba(0,0,0,0.24), 0 2px 4px rgba(0,0,0,0.28)',
  shadow16: '0 0 2px rgba(0,0,0,0.24), 0 8px 16px rgba(0,0,0,0.28)',
}

const both = {
  fontFamilyBase:
    "'Segoe UI', 'Segoe UI Web (West European)', -apple-system, BlinkMacSystemFont, Roboto, 'Helvetica Neue', sans-serif",
  borderRadiusSmall: '2px',
  borderRadiusMedium: '4px',
  borderRadiusLarge: '6px',
  borderRadiusXLarge: '8px',
}

// Of the brand ramp only what is documented of it: sixteen shades by their numbers.
const brand = { 60: '#0c3b5e', 70: '#115ea3', 80: '#0f6cbd', 100: '#479ef5', 110: '#62abf5', 160: '#ebf3fc' }

let isDark = document.documentElement.dataset.theme === 'dark'
const listeners = new Set()
paint()

/** `fluentDesignLanguage` of a control's context. */
export function design() {
  const tokenTheme = { ...both, ...(isDark ? dark : light) }
  return { brand, tokenTheme, isDarkTheme: isDark, typographyTokens: {} }
}

export const darkNow = () => isDark

export function wear(dark) {
  isDark = dark
  paint()
  for (const tell of listeners) tell()
}

export function onTheme(tell) {
  listeners.add(tell)
}

function paint() {
  const page = document.documentElement
  page.dataset.theme = isDark ? 'dark' : 'light'
  for (const [token, value] of Object.entries(design().tokenTheme))
    page.style.setProperty(`--${token}`, value)
}
