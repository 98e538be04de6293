/** Rooms that come late, go, and come back. */
export const roomsZh = {
  page: '事件网页',
  purpose: (key: string, title: string) =>
    `${key} ${title}。本群由烽火管理，在这里的操作都会记入事件时间线。`,
  restoredTitle: '作战室已恢复',
  archived: '本群被归档。事件仍在进行，烽火已恢复本群，期间的消息都已补发。',
  archivedBy: (name: string) =>
    `${name} 归档了本群。事件仍在进行，烽火已恢复本群，期间的消息都已补发。`,
  newTitle: '已启用新的作战室',
  removed: '烽火被移出了原来的群，因此新建了本群。记录没有丢失，原来的成员都已邀请。',
  removedBy: (name: string) =>
    `${name} 将烽火移出了原来的群，因此新建了本群。记录没有丢失，原来的成员都已邀请。`,
  deleted: '原来的群已被删除，因此新建了本群。记录没有丢失，原来的成员都已邀请。',
  deletedBy: (name: string) =>
    `${name} 删除了原来的群，因此新建了本群。记录没有丢失，原来的成员都已邀请。`,
  stuck: '原来的群已归档且无法恢复，因此新建了本群。记录没有丢失，原来的成员都已邀请。',
  yours: {
    archived: (key: string) =>
      `您归档了 ${key} 的作战室。事件仍在进行，烽火已自动恢复该群。请在事件关闭后再归档；如果是误报，请撤销事件。`,
    removed: (key: string) =>
      `您将烽火移出了 ${key} 的作战室。为了不丢失消息，烽火已新建作战室并邀请了所有人，请到新群继续，原群不再更新。要让烽火停止发消息，请关闭或撤销事件。`,
    deleted: (key: string) =>
      `您删除了 ${key} 的作战室。为了不丢失消息，烽火已新建作战室并邀请了所有人，请到新群继续。要结束处置，请关闭或撤销事件。`,
    stuck: (key: string) =>
      `您归档的 ${key} 作战室无法恢复。烽火已新建作战室并邀请了所有人，请到新群继续。要结束处置，请关闭或撤销事件。`,
  },
  delayedTitle: '作战室稍后建好',
  delayed: (messenger: string, key: string, seconds: number) =>
    `${messenger} 一分钟内只能新建有限的群；${key} 的作战室约 ${seconds} 秒后开好，会自动邀请您。`,
  away: (messenger: string) =>
    `${messenger} 暂时连不上。事件已记录并开始计时；${messenger} 恢复后会自动建立作战室并邀请您，不用重新发送。`,
  recordTitle: '没有说明要记到哪个事件',
  recordOutside:
    '请在事件的作战室里对消息使用「记入时间线」；只有一个进行中的事件时，在哪里都可以。',
  recordNone: '现在没有进行中的事件。请先开启事件，再把这条消息记入时间线。',
  files: {
    timeline: (key: string) => `时间线 ${key}`,
    postmortem: (key: string, version: number) => `复盘 ${key} 第 ${version} 版`,
  },
};
