import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { decodeFrame, encodeFrame } from './frames.ts';

/** The platform's usual numbers, in seconds: it wants its clients to come back at leisure. */
const CONFIG = {
  ReconnectCount: -1,
  ReconnectInterval: 120,
  ReconnectNonce: 30,
  PingInterval: 120,
};

/** A long connection and nothing else, with the platform's usual intervals. */
export const openPatientServer = async () => {
  let pongs = 0;
  const server = createServer((_request, response) => {
    const { port } = server.address() as AddressInfo;
    const URL = `ws://127.0.0.1:${port}/ws/v2?fpid=1&device_id=1&service_id=7`;
    response.end(JSON.stringify({ code: 0, msg: '', data: { URL, ClientConfig: CONFIG } }));
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    socket.on('message', (bytes: Buffer) => {
      const { service } = decodeFrame(bytes);
      const payload = Buffer.from(JSON.stringify(CONFIG));
      const pong = { kind: 'control', service, headers: { type: 'pong' }, payload } as const;
      socket.send(encodeFrame(pong), () => {
        pongs += 1;
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = (): void => {
    for (const socket of sockets.clients) socket.close();
  };
  return {
    domain: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** How many pings were answered: a client sends its first at once. */
    pongs: () => pongs,
    cut,
    close: async (): Promise<void> => {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
