import { aboutOf, VARIABLE_NAMES, type VariableName } from './variables.ts';

const INTRO = `# 烽火 Fenghuo: every setting, with what applies when it is absent. Nothing here is required.
# 全部配置项及其默认值，均可不填。
# A secret NAME may come from a file instead: NAME_FILE=/run/secrets/name
# 密钥类配置可改由文件提供：NAME_FILE=/run/secrets/name
`;

const entry = (name: VariableName): string => {
  const { means, preset } = aboutOf(name);
  return `# ${means['zh-CN']}\n# ${means.en}\n#${name}=${preset ?? ''}\n`;
};

/** The text of .env.example. */
export const envExample = (): string => [INTRO, ...VARIABLE_NAMES.map(entry)].join('\n');
