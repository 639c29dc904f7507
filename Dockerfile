# The gateway as a container image: Node, the program, its packages and nothing else. docs/operations.md#container-image.
ARG NODE_IMAGE=docker.io/library/node:24-trixie-slim
ARG RUNTIME_IMAGE=gcr.io/distroless/nodejs24-debian13:nonroot

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY examples/admin-console/package.json examples/admin-console/
# No package's own scripts run: a package that was tampered with runs nothing before it is asked for.
RUN --mount=type=secret,id=npmrc NPM_CONFIG_USERCONFIG=/run/secrets/npmrc npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json bundle.mjs ./
COPY src src
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund && mkdir audit

FROM ${RUNTIME_IMAGE}
# Everything belongs to root. The folder is made by copying: WORKDIR would give it to the base image's user.
COPY package.json LICENSE /app/
COPY policies /app/policies
COPY --from=build /app/node_modules /app/node_modules
COPY --from=build /app/dist /app/dist
# The only place that it writes to; a volume that is mounted here for the first time belongs to the same user.
COPY --from=build --chown=65532:65532 /app/audit /var/lib/cognito-admin-gateway
USER 65532:65532
WORKDIR /app
EXPOSE 4000 9464
ENTRYPOINT ["/nodejs/bin/node", "--min-semi-space-size=16", "--max-semi-space-size=32", "dist/main.js"]
CMD ["--config", "/etc/cognito-admin-gateway/gateway.yaml"]
