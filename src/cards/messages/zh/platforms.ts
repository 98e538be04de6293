import { line, type Piece } from '../../line.ts';

/** One incident in several messengers, and what goes on while one of them is down. */
export const platformsZh = {
  from: (messenger: string) => `来自 ${messenger}`,
  relayedTitle: (name: string) => `${name} 转述`,
  relayed: (name: string, text: string) => `${name}：${text}`,
  downTitle: (messenger: string) => `${messenger} 无法连接`,
  down: (since: Piece, messenger: string) =>
    line`自 ${since} 起，${messenger} 收发不了消息。请在这里继续处置，所有计时照常进行。`,
  approvals: '待审批',
  approval: (what: string, tally: string, at: Piece) => line`${what} · ${tally} · ${at} 前决定`,
  catchUpTitle: (messenger: string) => `${messenger} 中断期间的要点`,
  catchUp: (from: Piece, until: Piece) =>
    line`${from} 至 ${until} 没有送达的消息不再补发，期间发生的事如下。`,
  nothing: '这段时间没有新的记录。',
  earlier: (n: number) => `更早还有 ${n} 条，见时间线`,
};
