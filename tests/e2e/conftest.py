from fixtures import *  # noqa: F403  pytest finds fixtures and hooks here
