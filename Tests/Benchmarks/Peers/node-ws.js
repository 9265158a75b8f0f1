// An echo on Node's ws: node-ws.js PORT [CERTIFICATE KEY]; one process for each core.
'use strict';
const cluster = require('cluster');
const os = require('os');
const fs = require('fs');
const { WebSocketServer } = require('ws');

const [port, certificate, key] = process.argv.slice(2);
if (cluster.isPrimary) {
  os.cpus().forEach(() => cluster.fork());
} else {
  const server = certificate
    ? require('https').createServer({ cert: fs.readFileSync(certificate), key: fs.readFileSync(key) })
    : require('http').createServer();
  const sockets = new WebSocketServer({ server, perMessageDeflate: false, maxPayload: 16 << 20 });
  sockets.on('connection', (socket) => {
    socket.on('message', (message, isBinary) => socket.send(message, { binary: isBinary }));
    socket.on('error', () => socket.terminate());
  });
  server.listen({ port: Number(port), host: '127.0.0.1', backlog: 4096 });
}
