import { defineText } from '../lib/define-text.ts';

/** The words of the shell. */
export const shellText = defineText({
  zh: {
    name: '清收台',
    bank: {
      none: 'Recoup · 尚无数据',
      filling: 'Recoup · 正在导入',
      sample: 'Recoup · 示范银行',
      own: 'Recoup',
    },
    bankName: {
      none: '填写本行名称',
      label: '本行名称',
      note: '写在导出的表格和图片上',
      keep: '保存',
    },
    skip: '跳到正文',
    menu: '菜单',
    more: '更多',
    nav: {
      label: '主菜单',
      overview: '总览',
      loans: '台账',
      triage: '分层',
      quotas: '任务',
      progress: '进度',
      data: '数据',
    },
    search: { label: '搜索贷款', placeholder: '借款人、借据号', hint: '按 / 搜索' },
    switch: {
      language: 'English',
      scheme: '外观',
      light: '浅色',
      dark: '深色',
      auto: '跟随系统',
    },
    empty: {
      title: '还没有导入贷款台账。',
      what: '上传本行的台账,几分钟后就能看到谁没有还、为什么、每人任务多少、进度如何。',
      note: '支持银行导出的 Excel(xlsx)和 CSV(GB18030 或 UTF-8)。导入前可先核对字段对应。',
      upload: '上传台账',
    },
    missing: {
      title: '没有这个页面',
      note: '地址可能写错了,或页面已经改名。',
      home: '回到总览',
    },
  },
  en: {
    name: 'Recoup',
    bank: {
      none: '清收台 · no data yet',
      filling: '清收台 · loading',
      sample: '清收台 · sample bank',
      own: '清收台',
    },
    bankName: {
      none: 'Name your bank',
      label: 'Name of the bank',
      note: 'Stands on exported tables and pictures',
      keep: 'Save',
    },
    skip: 'Skip to content',
    menu: 'Menu',
    more: 'More',
    nav: {
      label: 'Main menu',
      overview: 'Overview',
      loans: 'Loans',
      triage: 'Triage',
      quotas: 'Quotas',
      progress: 'Progress',
      data: 'Data',
    },
    search: {
      label: 'Search loans',
      placeholder: 'Borrower, loan no.',
      hint: 'Press / to search',
    },
    switch: {
      language: '中文',
      scheme: 'Appearance',
      light: 'Light',
      dark: 'Dark',
      auto: 'As the system',
    },
    empty: {
      title: 'No loan book has been loaded yet.',
      what: "Upload the bank's loan book to see, minutes later, who is not paying and why, each officer's quota, and the progress against it.",
      note: 'Excel (xlsx) or CSV (GB18030 or UTF-8) as the bank exports it. Columns can be checked before anything is loaded.',
      upload: 'Upload a loan book',
    },
    missing: {
      title: 'There is no such page',
      note: 'The address may be mistyped, or the page has a new name.',
      home: 'Back to the overview',
    },
  },
});
