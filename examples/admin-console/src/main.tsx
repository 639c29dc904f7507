import { createTheme, MantineProvider } from "@mantine/core";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "@mantine/core/styles/default-css-variables.css";
import "@mantine/core/styles/baseline.css";
import "@mantine/core/styles/global.css";
import "@mantine/core/styles/UnstyledButton.css";
import "@mantine/core/styles/ActionIcon.css";
import "@mantine/core/styles/Button.css";
import "@mantine/core/styles/Loader.css";
import "@mantine/core/styles/Input.css";
import "@mantine/core/styles/InlineInput.css";
import "@mantine/core/styles/PasswordInput.css";
import "./console.css";
import { Console } from "./console.js";
import { readSettings } from "./settings.js";

const theme = createTheme({ defaultRadius: "md", cursorType: "pointer" });

/** The system's colours, and nothing kept in the browser. */
const systemColours = {
  get: () => "auto" as const,
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};

// At once, so that they are there when somebody has typed a password.
const settings = readSettings();

const element = document.getElementById("console");
if (element !== null) {
  createRoot(element).render(
    <StrictMode>
      {/* Its own style elements are left out: the page's policy allows none, and the files above say the same. */}
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        colorSchemeManager={systemColours}
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <Console settings={settings} />
      </MantineProvider>
    </StrictMode>,
  );
}
