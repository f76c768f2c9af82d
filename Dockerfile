# The standalone host: docs/operations.md, "Container".
FROM node:22-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json plugin.json ./
COPY client client
COPY common common
COPY server server
COPY bin bin
COPY timeline timeline
COPY scripts scripts
COPY docs/openapi.json docs/openapi.json
RUN npm run build

FROM node:22-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:22-slim
ENV NODE_ENV=production
WORKDIR /app
RUN install -d -o node -g node -m 0700 /data
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE ./
COPY docs/openapi.json docs/openapi.json
USER node
# Everything else may be read-only: docker run --read-only --tmpfs /tmp
VOLUME /data
EXPOSE 5601
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:5601/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/bin/case_activity.js"]
CMD ["serve", "--config", "/etc/case-activity/config.yaml", "--host", "0.0.0.0", "--port", "5601"]
