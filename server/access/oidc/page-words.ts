import type { WhyFailed } from './sign-in-failed.ts'

/** What a plain page says, in both languages: which one its reader wants is not known yet. */
export type PageText = {
  readonly heading: string
  readonly text: string
}

export type PageWords = { readonly en: PageText; readonly zh: PageText }

export type PageName = WhyFailed | 'signed-in' | 'signed-out'

export const pageWords: Record<PageName, PageWords> = {
  away: {
    en: {
      heading: 'The sign-in service does not answer',
      text: 'Waybill cannot reach the provider that signs people in. This page tries again every few seconds.',
    },
    zh: {
      heading: '登录服务没有响应',
      text: 'Waybill 无法连接负责登录的身份提供方。此页面会每隔几秒自动重试。',
    },
  },
  busy: {
    en: {
      heading: 'Many people are signing in',
      text: 'Waybill takes so many at a time. This page tries again every few seconds.',
    },
    zh: {
      heading: '当前登录人数较多',
      text: 'Waybill 同时处理的登录数量有限。此页面会每隔几秒自动重试。',
    },
  },
  denied: {
    en: {
      heading: 'The sign-in was broken off',
      text: 'The provider says that you, or it, declined to sign you in.',
    },
    zh: { heading: '登录已中止', text: '身份提供方表示，您或该提供方拒绝了此次登录。' },
  },
  'not-allowed': {
    en: {
      heading: 'You may not see this Waybill',
      text: 'You are signed in at the provider, but you are not on the list of those who may look. Ask whoever runs this Waybill, or sign in as somebody else.',
    },
    zh: {
      heading: '您无权查看此 Waybill',
      text: '您已在身份提供方登录，但不在允许查看的名单中。请联系此 Waybill 的管理者，或使用其他账号登录。',
    },
  },
  over: {
    en: {
      heading: 'This sign-in is over',
      text: 'It took longer than ten minutes, was finished before, or was not begun here. Begin again.',
    },
    zh: {
      heading: '此次登录已失效',
      text: '登录已超过十分钟、已经完成，或不是从这里开始的。请重新登录。',
    },
  },
  'other-browser': {
    en: {
      heading: 'This sign-in was begun in another browser',
      text: 'It can only be finished where it was begun, with cookies allowed. Begin again here.',
    },
    zh: {
      heading: '此次登录是在另一个浏览器中开始的',
      text: '登录只能在开始它的浏览器中完成，并且需要允许 Cookie。请在此重新登录。',
    },
  },
  refused: {
    en: {
      heading: 'The provider did not accept this sign-in',
      text: 'What it had given is used up or was taken back. Begin again.',
    },
    zh: {
      heading: '身份提供方未接受此次登录',
      text: '它给出的凭据已被使用或已撤销。请重新登录。',
    },
  },
  untrusted: {
    en: {
      heading: 'The answer of the provider cannot be trusted',
      text: 'It did not pass the checks, so nobody was signed in. If it happens again, tell whoever runs this Waybill.',
    },
    zh: {
      heading: '身份提供方的响应不可信',
      text: '该响应未通过校验，因此没有登录。如再次发生，请告知此 Waybill 的管理者。',
    },
  },
  'set-up': {
    en: {
      heading: 'Sign-in is not set up correctly',
      text: 'Waybill and the provider do not agree on how people sign in. Whoever runs this Waybill finds the reason in its log.',
    },
    zh: {
      heading: '登录设置有误',
      text: 'Waybill 与身份提供方的登录设置不一致。此 Waybill 的管理者可在日志中查看原因。',
    },
  },
  'signed-in': {
    en: { heading: 'Signed in', text: 'This page goes on by itself.' },
    zh: { heading: '已登录', text: '此页面会自动继续。' },
  },
  'signed-out': {
    en: {
      heading: 'You are signed out',
      text: 'Nothing of Waybill is open in this browser any more.',
    },
    zh: { heading: '您已退出登录', text: '此浏览器中的 Waybill 已全部关闭。' },
  },
}

export const commonWords = {
  en: { signIn: 'Sign in', signInAnew: 'Sign in as somebody else', goOn: 'Go on', id: 'Request' },
  zh: { signIn: '登录', signInAnew: '使用其他账号登录', goOn: '继续', id: '请求编号' },
}
