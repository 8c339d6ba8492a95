"""The program around the screens: unlocking, the window, its actions, what goes wrong."""
