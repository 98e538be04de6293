import { describe, expect, it } from 'vitest';
import { addressedLine, mentions, plainText } from '#adapters/slack/inbound/text.ts';

const groups = {
  expand: (line: string) => line.replace(/<!subteam\^S1(?:\|[^>]*)?>/gu, '<@U1> <@U2>'),
};
const read = (text: string): string => plainText(text, groups);

describe('what a person typed, out of how Slack sends it', () => {
  it.each([
    ['update "a &amp; b &lt; c"', 'update "a & b < c"'],
    ['&amp;lt;', '&lt;'],
    ['assign <@U1|lin> as commander', 'assign <@U1> as commander'],
    ['see <#C1|general>', 'see #general'],
    ['see <#C1>', 'see #C1'],
    ['see <#C1|>', 'see #C1'],
    ['link <https://example.com/a?b=1&amp;c=2|example.com>', 'link https://example.com/a?b=1&c=2'],
    ['mail <mailto:lin@example.com|lin@example.com>', 'mail lin@example.com'],
    ['call <tel:+8610|+86 10>', 'call +8610'],
    ['page <!subteam^S1|@oncall>', 'page <@U1> <@U2>'],
    ['page <!subteam^S9|@nobody>', 'page @nobody'],
    ['page <!subteam^S9>', 'page @S9'],
    ['<!here> look', '@here look'],
    ['<!channel|channel> look', '@channel look'],
    ['at <!date^1733018400^{time}|10:00>', 'at 10:00'],
    ['raw a < b and c > d', 'raw a < b and c > d'],
    ['raw <b>bold</b>', 'raw <b>bold</b>'],
    ['  spaces   stay  ', 'spaces   stay'],
    ['a\0b\ud800c', 'ab\ufffdc'],
    ['', ''],
  ])('reads %j as %j', (sent, line) => {
    expect(read(sent)).toBe(line);
  });

  it('undoes entities once only, so that a typed entity stays what it was', () => {
    expect(read('&amp;amp;amp;')).toBe('&amp;amp;');
  });
});

describe('the line said to the bot', () => {
  it.each([
    ['<@UBOT> status', 'status'],
    ['<@UBOT|fenghuo>：status', 'status'],
    ['<@UBOT>, status', 'status'],
    ['hey <@UBOT> status', 'status'],
    ['status <@UBOT>', 'status'],
    ['<@UBOT>', ''],
    ['<@U1> and <@UBOT> assign <@U2>', 'assign <@U2>'],
  ])('of %j is %j', (text, line) => {
    expect(addressedLine(text, 'UBOT')).toBe(line);
  });

  it('follows the first name where the bot does not know its own', () => {
    expect(addressedLine('<@UANY> status', undefined)).toBe('status');
  });

  it('is there only when the bot is named', () => {
    expect(mentions('hi <@UBOT|x>', 'UBOT')).toBe(true);
    expect(mentions('hi <@UBOTTOM>', 'UBOT')).toBe(false);
  });
});
