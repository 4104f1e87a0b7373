# source: https://docs.aiogram.dev/en/latest/dispatcher/finite_state_machine/
