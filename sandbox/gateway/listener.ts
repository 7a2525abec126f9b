import http from "node:http";
import http2 from "node:http2";
import net from "node:net";

/** First bytes of a connection that speaks HTTP/2 from the start (RFC 9113, 3.4: `PRI * HTTP/2.0`). */
const HTTP2_PREFACE = "PRI";

/** What handles a request of either protocol; the HTTP/2 objects are Node's compatible ones. */
export type Handler = (request: http.IncomingMessage, response: http.ServerResponse) => void;

/** One port for HTTP/1.1 and cleartext HTTP/2, which some SDK clients use (Kinesis, Transcribe). */
export class Listener {
  private readonly sockets = new Set<net.Socket>();
  private readonly server: net.Server;

  constructor(handler: Handler) {
    const http1 = http.createServer({ keepAliveTimeout: 65_000 }, handler);
    const options = {} as http2.ServerOptions<typeof http.IncomingMessage, typeof http.ServerResponse>;
    const cleartext2 = http2.createServer(options, handler as unknown as Parameters<typeof http2.createServer>[1]);
    this.server = net.createServer((socket) => {
      this.sockets.add(socket);
      socket.on("close", () => this.sockets.delete(socket));
      // A client that resets its connection ends this socket only; the protocol's server has its own listeners.
      socket.on("error", () => socket.destroy());
      socket.once("data", (first) => {
        socket.pause();
        socket.unshift(first);
        const protocol = first.subarray(0, HTTP2_PREFACE.length).toString() === HTTP2_PREFACE ? cleartext2 : http1;
        protocol.emit("connection", socket);
        process.nextTick(() => socket.resume());
      });
    });
  }

  /**
   * Listens on 127.0.0.1 only.
   * @param port 0 takes a free one
   * @returns the port
   */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once("error", (error: NodeJS.ErrnoException) => {
        const taken = `Port ${port} of 127.0.0.1 is in use. Name another one, or none to take a free one.`;
        reject(error.code === "EADDRINUSE" ? new Error(taken) : error);
      });
      this.server.listen(port, "127.0.0.1", () => resolve((this.server.address() as net.AddressInfo).port));
    });
  }

  /** Ends every connection. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      for (const socket of this.sockets) socket.destroy();
    });
  }
}
